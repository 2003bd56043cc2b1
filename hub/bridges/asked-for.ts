// In whose words a property was last set from outside: a controller looks for exactly what it sent.
import type { Asked } from '#protocol/projections/projection.ts';

export function createAskedFor() {
  const byDevice = new Map<string, Map<string, Asked>>();
  return {
    of: (did: string, service: string, property: string): Asked | undefined => byDevice.get(did)?.get(`${service}/${property}`),
    set(did: string, service: string, property: string, asked: Asked): void {
      const own = byDevice.get(did) ?? new Map<string, Asked>();
      byDevice.set(did, own.set(`${service}/${property}`, asked));
    },
    forget: (did: string): void => void byDevice.delete(did),
  };
}
