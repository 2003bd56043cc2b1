// The lock-in meter of this home: facts from the registry, formulas from the lab.
import { offerFor, readDiscount, readMeter } from '#lab/index.ts';
import type { HomeInventory } from '#protocol/operations/strategy.ts';
import { operations } from '#protocol/operations/index.ts';
import { mayDevice } from '#protocol/permissions.ts';
import { declarations } from '#protocol/services/declarations.ts';
import type { Openness } from '#protocol/envelopes.ts';
import type { DeviceSpec } from '#protocol/spec.ts';
import type { HubClock } from '../clock.ts';
import type { HandlersOf } from '../control/router.ts';
import type { Device, Devices } from '../registry/devices.ts';
import type { People, Person } from '../registry/people.ts';

/** A simulation's own controls stand in the home and were not bought for it: they hold nobody. */
const simulation = 'world';

const year = 365.25 * 24 * 3600 * 1000;

/** Capabilities: properties, actions and events; `info` says who a device is, not what it can do. */
function capabilities(spec: DeviceSpec): { owned: number; standard: number } {
  let owned = 0;
  let standard = 0;
  for (const service of Object.values(spec.services)) {
    if (service.type === 'info') continue;
    const count = Object.keys(service.properties).length + Object.keys(service.actions).length + Object.keys(service.events).length;
    owned += count;
    if (service.type !== undefined && declarations.has(service.type)) standard += count;
  }
  return { owned, standard };
}

interface Needs {
  readonly devices: Devices;
  readonly people: People;
  readonly clock: HubClock;
  readonly openness: () => Openness;
  readonly isOutsider: (device: Device) => boolean;
}

export function createMeter({ devices, people, clock, openness, isOutsider }: Needs): HandlersOf<'home.inventory' | 'meter.get'> {
  /** Of what the person may read: a guest of one room is not told what stands in the others. */
  function inventory(person: Person): HomeInventory {
    const bought = [...devices.all()]
      .filter((device) => device.category !== simulation && mayDevice(person, 'read', device.room))
      .sort((a, b) => a.bought - b.bought || a.paired - b.paired || (a.did < b.did ? -1 : 1));
    return {
      openness: openness(),
      people: people.size,
      // This hub has no scenes, rules, prepaid services or portable history yet: the meter says so by their absence.
      scenes: [],
      rules: [],
      prepaid: [],
      devices: bought.map((device, order) => {
        const market = device.spec?.spec.market;
        const { did, model, vendor, category } = device;
        return {
          did,
          model,
          vendor,
          name: device.name ?? device.title.en,
          category,
          // A device that claims no class is held to the strictest: nothing is promised for it.
          class: market?.openness ?? 'V',
          ...(market
            ? { price: market.price, currency: market.currency, lifeYears: market.lifeYears, illustrative: market.illustrative }
            : {}),
          ageYears: Math.max(0, clock.now() - device.bought) / year,
          ageGiven: device.bought !== device.paired,
          ...(device.spec ? capabilities(device.spec.spec) : { owned: 0, standard: 0 }),
          outsider: isOutsider(device),
          order,
        };
      }),
    };
  }

  return {
    'home.inventory': (_args, { person }) => inventory(person),
    'meter.get': ({ target, category }, { person }) => {
      const facts = inventory(person);
      const reading = readMeter(facts, target);
      const offer = offerFor(facts, category);
      const discount = offer ? readDiscount(facts, target, offer) : null;
      return operations['meter.get'].result.parse({ ...reading, discount });
    },
  };
}
