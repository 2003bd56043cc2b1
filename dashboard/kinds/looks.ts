// How the states of the standard services look: an icon and how urgent it is, never colour alone. Keyed on service type and
// property; an enum's words come from the announced spec, a truth's words and all advice from the dictionary.
import {
  BatteryCharging,
  Bed,
  BellOff,
  BellRing,
  Bluetooth,
  ChevronsLeftRight,
  ChevronsRightLeft,
  CircleCheck,
  CirclePause,
  Clapperboard,
  CookingPot,
  DoorClosed,
  DoorOpen,
  Droplet,
  Droplets,
  Fan,
  FlameKindling,
  Flame,
  Gamepad2,
  House,
  Leaf,
  Lock,
  LockOpen,
  MoonStar,
  Music,
  OctagonAlert,
  Pause,
  PersonStanding,
  Play,
  Power,
  Radio,
  ShieldCheck,
  Snowflake,
  Sparkles,
  Square,
  Star,
  Sun,
  TriangleAlert,
  Tv,
  Undo2,
  UserRoundCheck,
  UserRoundX,
  Wind,
  Zap,
} from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import type { Value, ValueSchema } from '#protocol/values.ts';
import type { Dictionary } from '../language/dictionary-type.ts';
import { plainText } from '../language/format.ts';
import type { Language } from '../strategy-slot.ts';

/** `busy`: something is under way; `warning` wants a hand; `alarm` wants it now. */
export type Tone = 'calm' | 'good' | 'busy' | 'warning' | 'alarm';
type Words = { [K in keyof Dictionary]: Dictionary[K] extends string ? K : never }[keyof Dictionary];

export interface Look {
  readonly icon: LucideIcon;
  readonly tone: Tone;
  /** Instead of the spec's word: for true and false, which have none. */
  readonly word?: Words;
  /** Not worth a word beside other things. */
  readonly isUsual?: true;
  /** What to do about it. */
  readonly help?: Words;
}

const looks: Readonly<Record<string, Readonly<Record<string, Look>>>> = {
  'contact/open': {
    true: { icon: DoorOpen, tone: 'busy', word: 'isOpen' },
    false: { icon: DoorClosed, tone: 'calm', word: 'isClosed' },
  },
  'cooker/phase': {
    idle: { icon: CirclePause, tone: 'calm' },
    cooking: { icon: CookingPot, tone: 'busy' },
    warm: { icon: Flame, tone: 'good' },
  },
  'cover/motion': {
    still: { icon: CirclePause, tone: 'calm' },
    opening: { icon: ChevronsLeftRight, tone: 'busy' },
    closing: { icon: ChevronsRightLeft, tone: 'busy' },
  },
  'fan/mode': {
    auto: { icon: Leaf, tone: 'calm' },
    sleep: { icon: MoonStar, tone: 'calm' },
    favourite: { icon: Star, tone: 'calm' },
    straight: { icon: Fan, tone: 'calm' },
    natural: { icon: Wind, tone: 'calm' },
    turbo: { icon: Zap, tone: 'calm' },
  },
  'fault/problem': {
    none: { icon: CircleCheck, tone: 'calm', word: 'noFault' },
    blocked: { icon: OctagonAlert, tone: 'warning', help: 'helpBlocked' },
    overheated: { icon: TriangleAlert, tone: 'warning', help: 'helpOverheated' },
    empty: { icon: Droplet, tone: 'warning', help: 'helpEmpty' },
    full: { icon: TriangleAlert, tone: 'warning', help: 'helpFull' },
    sensor: { icon: TriangleAlert, tone: 'warning', help: 'helpBroken' },
    motor: { icon: TriangleAlert, tone: 'warning', help: 'helpBroken' },
  },
  'finder/ringing': {
    true: { icon: BellRing, tone: 'busy', word: 'ringing' },
    false: { icon: BellOff, tone: 'calm', word: 'silent', isUsual: true },
  },
  'heater/heat': {
    idle: { icon: CirclePause, tone: 'calm' },
    heating: { icon: FlameKindling, tone: 'busy' },
    keeping: { icon: Flame, tone: 'good' },
  },
  'leak/wet': {
    true: { icon: Droplets, tone: 'alarm', word: 'water', help: 'helpWater' },
    false: { icon: CircleCheck, tone: 'good', word: 'dry' },
  },
  'lock/bolt': {
    locked: { icon: Lock, tone: 'good' },
    unlocked: { icon: LockOpen, tone: 'busy' },
    jammed: { icon: OctagonAlert, tone: 'alarm', help: 'helpBolt' },
  },
  'media/playback': {
    stopped: { icon: Square, tone: 'calm' },
    playing: { icon: Play, tone: 'busy' },
    paused: { icon: Pause, tone: 'calm' },
  },
  'media/source': {
    home: { icon: House, tone: 'calm' },
    live: { icon: Tv, tone: 'calm' },
    film: { icon: Clapperboard, tone: 'calm' },
    game: { icon: Gamepad2, tone: 'calm' },
    music: { icon: Music, tone: 'calm' },
    radio: { icon: Radio, tone: 'calm' },
    bluetooth: { icon: Bluetooth, tone: 'calm' },
  },
  'motion/moving': {
    true: { icon: PersonStanding, tone: 'busy', word: 'movement' },
    false: { icon: CirclePause, tone: 'calm', word: 'noMovement' },
  },
  'outlet/used': {
    true: { icon: Zap, tone: 'busy', word: 'inUse' },
    false: { icon: CirclePause, tone: 'calm', word: 'notInUse' },
  },
  'presence/occupied': {
    true: { icon: UserRoundCheck, tone: 'busy', word: 'somebody' },
    false: { icon: UserRoundX, tone: 'calm', word: 'nobody' },
  },
  'sleep/state': { awake: { icon: Sun, tone: 'calm' }, asleep: { icon: Bed, tone: 'busy' } },
  'smoke/alarm': {
    true: { icon: Flame, tone: 'alarm', word: 'smoke', help: 'helpSmoke' },
    false: { icon: ShieldCheck, tone: 'good', word: 'noSmoke' },
  },
  'smoke/hushed': {
    true: { icon: BellOff, tone: 'warning', word: 'hushed' },
    false: { icon: BellRing, tone: 'calm', word: 'notHushed', isUsual: true },
  },
  'thermostat/doing': {
    idle: { icon: CirclePause, tone: 'calm' },
    cooling: { icon: Snowflake, tone: 'busy' },
    heating: { icon: Flame, tone: 'busy' },
    drying: { icon: Droplets, tone: 'busy' },
    blowing: { icon: Fan, tone: 'busy' },
  },
  'thermostat/mode': {
    off: { icon: Power, tone: 'calm' },
    auto: { icon: Leaf, tone: 'calm' },
    cool: { icon: Snowflake, tone: 'calm' },
    heat: { icon: Flame, tone: 'calm' },
    dry: { icon: Droplets, tone: 'calm' },
    fan: { icon: Fan, tone: 'calm' },
  },
  'vacuum/state': {
    docked: { icon: House, tone: 'calm' },
    cleaning: { icon: Sparkles, tone: 'busy' },
    paused: { icon: Pause, tone: 'calm' },
    returning: { icon: Undo2, tone: 'busy' },
    jammed: { icon: OctagonAlert, tone: 'alarm', help: 'helpJammed' },
    recharging: { icon: BatteryCharging, tone: 'busy' },
  },
};

/** undefined where the state is none that this phone has heard of: then the spec's word alone is shown. */
export function lookOf(type: string | undefined, property: string, value: Value | undefined): Look | undefined {
  if (type === undefined || value === undefined || typeof value === 'object') return undefined;
  const states = looks[`${type}/${property}`];
  const key = String(value);
  return states && Object.hasOwn(states, key) ? states[key] : undefined;
}

/** A state in words: the dictionary's where it has some, else the spec's. */
export function stateWords(schema: ValueSchema, look: Look | undefined, value: Value, language: Language, words: Dictionary): string {
  if (look?.word) return words[look.word];
  if (schema.format === 'bool') return value === true ? words.yes : words.no;
  if (schema.format === 'enum' && typeof value === 'string' && Object.hasOwn(schema.values, value))
    return schema.values[value]?.[language] ?? value;
  return plainText(value);
}
