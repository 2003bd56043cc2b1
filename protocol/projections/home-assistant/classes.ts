// What Home Assistant calls the quantities of this home. What has no word there is shown with its unit alone.
import { units } from '../../units.ts';

type Unit = keyof typeof units;

/** Device classes of sensors, where the unit alone says what is measured. */
export const classOfUnit: Partial<Record<Unit, string>> = {
  Cel: 'temperature',
  lx: 'illuminance',
  W: 'power',
  'kW.h': 'energy',
  kcal: 'energy',
  V: 'voltage',
  A: 'current',
  kg: 'weight',
  g: 'weight',
  m: 'distance',
  m2: 'area',
  'm/s': 'speed',
  'm3/h': 'volume_flow_rate',
  L: 'volume_storage',
  mL: 'volume_storage',
  dB: 'sound_pressure',
  hPa: 'atmospheric_pressure',
  ms: 'duration',
  s: 'duration',
  min: 'duration',
  h: 'duration',
  d: 'duration',
};

/** By `type/property` of a standard service, where the unit does not say it: of sensors and of binary sensors. */
export const classOfMember: Readonly<Record<string, string>> = {
  'air-quality/pm25': 'pm25',
  'air-quality/humidity': 'humidity',
  'climate/humidity': 'humidity',
  'battery/charge': 'battery',
  'battery/charging': 'battery_charging',
  'contact/open': 'opening',
  'leak/wet': 'moisture',
  'motion/moving': 'motion',
  'presence/occupied': 'occupancy',
  'smoke/alarm': 'smoke',
  'outlet/used': 'power',
  'finder/ringing': 'sound',
};

/** Quantities that only grow, and may begin anew. */
export const growing: ReadonlySet<string> = new Set(['kW.h', 'kcal', '{steps}']);

/** A code as Home Assistant writes it: as this home shows it in English. */
export const unitText = (unit: Unit): string => units[unit].en;
