// Icons by the name that a standard service declares, by service type, or by category: data, so a new service brings its own.
import {
  Activity,
  AirVent,
  BatteryMedium,
  Bell,
  BellRing,
  Blinds,
  Bot,
  Camera,
  Cat,
  CircleDot,
  Coffee,
  CookingPot,
  DoorOpen,
  Droplets,
  Fan,
  Filter,
  Flame,
  Footprints,
  Gauge,
  HeartPulse,
  House,
  Lightbulb,
  Lock,
  Moon,
  Plug,
  Power,
  Scale,
  Shirt,
  Siren,
  Snowflake,
  Speaker,
  Sprout,
  SunMedium,
  Thermometer,
  Timer,
  ToggleRight,
  Tv,
  Utensils,
  Video,
  Watch,
  WashingMachine,
  Wifi,
  Wind,
  Zap,
} from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { declarations } from '#protocol/services/declarations.ts';

const byName: Readonly<Record<string, LucideIcon>> = {
  activity: Activity,
  'air-vent': AirVent,
  'battery-medium': BatteryMedium,
  bell: Bell,
  'bell-ring': BellRing,
  blinds: Blinds,
  bot: Bot,
  camera: Camera,
  cat: Cat,
  coffee: Coffee,
  'cooking-pot': CookingPot,
  'door-open': DoorOpen,
  droplets: Droplets,
  fan: Fan,
  filter: Filter,
  flame: Flame,
  footprints: Footprints,
  gauge: Gauge,
  'heart-pulse': HeartPulse,
  house: House,
  lightbulb: Lightbulb,
  lock: Lock,
  moon: Moon,
  plug: Plug,
  power: Power,
  scale: Scale,
  shirt: Shirt,
  siren: Siren,
  snowflake: Snowflake,
  speaker: Speaker,
  sprout: Sprout,
  'sun-medium': SunMedium,
  thermometer: Thermometer,
  timer: Timer,
  'toggle-right': ToggleRight,
  tv: Tv,
  utensils: Utensils,
  video: Video,
  watch: Watch,
  'washing-machine': WashingMachine,
  wifi: Wifi,
  wind: Wind,
  zap: Zap,
};

/** Words that services and categories commonly use, where no declaration names an icon. */
const byWord: Readonly<Record<string, string>> = {
  light: 'lightbulb',
  lamp: 'lightbulb',
  climate: 'snowflake',
  thermostat: 'thermometer',
  air: 'wind',
  purifier: 'wind',
  vacuum: 'bot',
  robot: 'bot',
  media: 'speaker',
  wearable: 'watch',
  band: 'watch',
  health: 'heart-pulse',
  humidity: 'droplets',
  humidifier: 'droplets',
  water: 'droplets',
  smoke: 'siren',
  alarm: 'siren',
  contact: 'door-open',
  door: 'door-open',
  cover: 'blinds',
  curtain: 'blinds',
  socket: 'plug',
  switch: 'toggle-right',
  energy: 'zap',
  kitchen: 'cooking-pot',
  cooker: 'cooking-pot',
  kettle: 'coffee',
  pet: 'cat',
  feeder: 'cat',
  plant: 'sprout',
  washer: 'washing-machine',
  sensor: 'gauge',
  heater: 'flame',
  doorbell: 'bell',
};

const nameFor = (word: string): string | undefined => {
  const declared = declarations.get(word)?.icon ?? byWord[word] ?? (Object.hasOwn(byName, word) ? word : undefined);
  return (
    declared ??
    word
      .split('-')
      .map((part) => byWord[part] ?? (Object.hasOwn(byName, part) ? part : undefined))
      .find((found) => found !== undefined)
  );
};

/** An icon by service type or category; a plain dot where nothing fits. Always beside words, so hidden from assistive technology. */
export function KindIcon({ kind, size = 20 }: { readonly kind: string; readonly size?: number }) {
  const name = nameFor(kind);
  const Shape = (name === undefined ? undefined : byName[name]) ?? CircleDot;
  return <Shape size={size} strokeWidth={1.9} aria-hidden="true" />;
}
