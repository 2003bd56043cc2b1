// Whether the house lets in others than its partners, and what it tells of itself.
import { hubInfoSchema } from '#protocol/envelopes.ts';
import type { HubInfo, Openness } from '#protocol/envelopes.ts';
import { opennessSchema } from '#protocol/envelopes.ts';
import { pairingLimits } from '#protocol/pairing.ts';
import { limits } from '#protocol/spec.ts';
import { z } from '#protocol/zod.ts';
import type { Device } from '../registry/devices.ts';
import type { HouseOfHub } from '../pairing/house.ts';
import type { Store } from '../store/database.ts';

const rowSchema = z
  .object({ key: z.string(), value: z.string() })
  .refine(({ key, value }) => key !== 'openness' || opennessSchema.safeParse(value).success, {
    path: ['value'],
    error: `is none of ${opennessSchema.options.join(', ')}`,
  });

/** Errors: BAD_ARGS, where the stored one is damaged: a house must not be opened or closed by that. */
export function loadOpenness({ db, read }: Pick<Store, 'db' | 'read'>) {
  const row = read('meta', ['key'], rowSchema).find(({ key }) => key === 'openness');
  let mode: Openness = opennessSchema.parse(row?.value ?? 'closed');
  return {
    get: (): Openness => mode,
    async set(next: Openness): Promise<void> {
      await db
        .insertInto('meta')
        .values({ key: 'openness', value: next })
        .onConflict((c) => c.column('key').doUpdateSet({ value: next }))
        .execute();
      mode = next;
    },
  };
}
export type OpennessSetting = ReturnType<typeof loadOpenness>;

export function describeHub(facts: {
  hub: string;
  home: string;
  build: string;
  openness: Openness;
  house: HouseOfHub;
  exposed: boolean;
  /** Undefined until the door is open: the system may have chosen the port. */
  mqttPort: number | undefined;
}): HubInfo {
  return hubInfoSchema.parse({
    v: 1,
    hub: facts.hub,
    home: facts.home,
    build: facts.build,
    features: ['pairing', 'history', 'meter', 'openness', 'bridges', 'wire'],
    openness: facts.openness,
    admitted: facts.house.admitted,
    limits: {
      payloadBytes: limits.payloadBytes,
      specBytes: limits.specBytes,
      nearby: pairingLimits.nearby,
      pairingMs: pairingLimits.attempt,
    },
    exposed: facts.exposed,
    ...(facts.mqttPort === undefined ? {} : { mqttPort: facts.mqttPort }),
  });
}

/** A device of a maker that a closed house has not admitted: it stays, and is marked. */
export const outsiderIn =
  (house: HouseOfHub, openness: () => Openness) =>
  (device: Device): boolean =>
    openness() !== 'open' && !house.isAdmitted(device.vendor);
