// Every standard service. A new service is one file and one line here; a test tells if the line is missing.
import { activity } from './activity.ts';
import { airQuality } from './air-quality.ts';
import { battery } from './battery.ts';
import type { Declaration } from './define-service.ts';
import { fan } from './fan.ts';
import { filter } from './filter.ts';
import { finder } from './finder.ts';
import { heartRate } from './heart-rate.ts';
import { light } from './light.ts';
import { power } from './power.ts';
import { sleep } from './sleep.ts';

export { activity, airQuality, battery, fan, filter, finder, heartRate, light, power, sleep };

const all: readonly { readonly declaration: Declaration }[] = [
  activity,
  airQuality,
  battery,
  fan,
  filter,
  finder,
  heartRate,
  light,
  power,
  sleep,
];

/** By `type`, as an announced service names it: icon, title, hints for bridges. */
export const declarations: ReadonlyMap<string, Declaration> = new Map(all.map(({ declaration }) => [declaration.type, declaration]));
