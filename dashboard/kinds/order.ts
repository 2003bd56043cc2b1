// What a device is about comes first, what only supports it comes last; a device's own services stand between.
const leading = [
  'smoke',
  'leak',
  'lock',
  'light',
  'thermostat',
  'humidifier',
  'air-quality',
  'vacuum',
  'cover',
  'media',
  'volume',
  'heater',
  'cooker',
  'contact',
  'presence',
  'motion',
  'weight',
  'climate',
  'fan',
  'heart-rate',
  'activity',
  'sleep',
  'outlet',
  'switch',
  'energy-meter',
  'timer',
];
const supporting = ['power', 'finder', 'filter', 'fault', 'battery', 'info'];

/** Smaller is earlier. Of a service's type; undefined: the device's own. */
export function rankOf(type: string | undefined): number {
  if (type === undefined) return 100;
  const first = leading.indexOf(type);
  if (first >= 0) return first;
  const last = supporting.indexOf(type);
  return last >= 0 ? 200 + last : 100;
}

const mainSwitches = ['power', 'outlet', 'switch'];
/** Order of the cards in a sheet: the main switch stands before what the device is about. */
export const sheetRank = (type: string | undefined): number => (type !== undefined && mainSwitches.includes(type) ? -1 : rankOf(type));
