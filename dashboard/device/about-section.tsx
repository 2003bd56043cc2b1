// What a device is: maker, model, firmware, ids, price as its maker claims it, and how fast it answers.
import { makerName, useWords } from '../language/dictionary.ts';
import { formatLatency, formatMoment, localeOf, median } from '../language/format.ts';
import { presenceWords } from '../home/tile-text.ts';
import { useDevice } from '../state/device-store.ts';
import { useHome } from '../state/home-store.ts';
import { useLanguage } from '../state/settings.ts';

export function AboutSection({ did }: { readonly did: string }) {
  const words = useWords();
  const language = useLanguage();
  const spec = useDevice(did, (device) => device.spec);
  const state = useDevice(did, (device) => device.state);
  const latencies = useDevice(did, (device) => device.latencies);
  const listed = useHome((home) => home.listed[did]);
  if (!spec) return null;
  const middle = median(latencies);
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
    [words.firmware, state?.firmware],
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
