// What a device is: maker, model, firmware, ids, price as its maker claims it, and how fast it answers.
import { makerName, useWords } from '../language/dictionary.ts';
import { formatLatency, formatMoment, formatValue, joinShown, localeOf, median } from '../language/format.ts';
import { presenceWords } from '../home/tile-text.ts';
import { useDevice } from '../state/device-store.ts';
import type { DeviceState } from '../state/device-store.ts';
import { isReadable, isWritable, membersOf, valueAt } from '../state/facts.ts';
import { useHome } from '../state/home-store.ts';
import { useShallow } from 'zustand/react/shallow';
import type { ServiceSpec } from '#protocol/spec.ts';
import { useLanguage } from '../state/settings.ts';

/** A service that only says what the device is made of: told here, not on a card of its own. */
export const isAbout = ({ type, properties, actions }: ServiceSpec): boolean =>
  type === 'info' &&
  Object.keys(actions).length === 0 &&
  Object.values(properties).every((property) => isReadable(property) && !isWritable(property));

export function AboutSection({ did }: { readonly did: string }) {
  const words = useWords();
  const language = useLanguage();
  const spec = useDevice(did, (device) => device.spec);
  const state = useDevice(did, (device) => device.state);
  const latencies = useDevice(did, (device) => device.latencies);
  const listed = useHome((home) => home.listed[did]);
  const told = useDevice(
    did,
    useShallow((device) => toldBy(device, language, { on: words.yes, off: words.no })),
  );
  const middle = median(latencies);
  if (!spec) return null;
  const { market } = spec;
  const price = market
    ? new Intl.NumberFormat(localeOf(language), { style: 'currency', currency: market.currency, maximumFractionDigits: 0 }).format(
        market.price,
      )
    : words.priceUnknown;
  const facts: readonly (readonly [string, string | undefined])[] = [
    [words.state, presenceWords({ state }, words) ?? words.ready],
    [
      words.roundTrip,
      middle === undefined ? words.notMeasured : `${formatLatency(middle, language)}, ${words.roundTripOf(latencies.length)}`,
    ],
    [words.maker, makerName(spec.vendor)],
    [words.model, `${spec.model}, rev ${spec.rev}`],
    ...(Object.hasOwn(told, words.firmware) ? [] : [[words.firmware, state?.firmware] as const]),
    ...Object.entries(told),
    [words.price, market?.illustrative ? `${price} (${words.illustrative})` : price],
    [words.pairedSince, listed && formatMoment(listed.paired, language)],
    [words.serial, listed?.serial],
    [words.deviceId, did],
  ];
  return (
    <section className="card" aria-label={words.about}>
      <h3>
        <span>{words.about}</span>
      </h3>
      <dl className="facts">
        {facts.map(
          ([label, value]) =>
            value !== undefined && (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
    </section>
  );
}

/** What such a service says, by the titles of its properties. */
function toldBy(device: DeviceState, language: 'en' | 'zh', truth: { on: string; off: string }): Record<string, string> {
  const { spec } = device;
  if (!spec) return {};
  return Object.fromEntries(
    membersOf(spec).flatMap((member) => {
      const service = spec.services[member.service];
      const value = valueAt(device, member.key);
      if (!service || !isAbout(service) || value === undefined) return [];
      return [[member.spec.title[language], joinShown(formatValue(member.spec, value, language, truth))]];
    }),
  );
}
