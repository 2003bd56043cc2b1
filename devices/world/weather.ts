// The weather outside: a pure function of time. Here it follows from a seed; `weather-file.ts` reads it from a file.
import { createRandom } from '../runtime/random.ts';
import type { Outdoors } from './here.ts';
import { localTime } from './local-time.ts';
import type { LocalTime } from './local-time.ts';
import { daylight, sunHeight } from './models/sun.ts';
import { humidityOf, vapourOf } from './models/vapour.ts';

/** `now`: ms since 1970; `offset`: minutes east of UTC. */
export type Weather = (now: number, offset: number) => Outdoors;

/** One smooth random number a day for each thing that changes from day to day: `mix(name, time)` in [0, 1), without a jump at midnight. */
function createMood(seed: string) {
  const known = new Map<string, number>();
  function ofDay(name: string, day: number): number {
    const key = `${seed} ${name} ${day}`;
    let value = known.get(key);
    if (value === undefined) {
      // A few days at a time are asked for.
      if (known.size > 64) known.clear();
      known.set(key, (value = createRandom(key).next()));
    }
    return value;
  }
  return (name: string, { day, hour }: LocalTime): number => {
    const today = ofDay(name, day);
    return today + (ofDay(name, day + 1) - today) * (hour / 24);
  };
}

/** Hours between two times of day, the shorter way round. */
const hoursFrom = (a: number, b: number): number => Math.min(Math.abs(a - b), 24 - Math.abs(a - b));

/** 0 on 1 January; a leap day more or less is no weather. */
const dayOfYear = (day: number): number => ((day % 365.2425) + 365.2425) % 365.2425;

/** Daylight, lx, under clouds that follow from the seed. */
export function createSky(seed: string): (time: LocalTime) => number {
  const mood = createMood(seed);
  return (time) => daylight(sunHeight(dayOfYear(time.day), time.hour), mood('clouds', time));
}

/**
 * A big city with cold dry winters, hot damp summers and rush hours; illustrative. Over the year the temperature goes from
 * about -3 to 27 °C; over the day it is highest at 15 h. What water the air holds changes from day to day only, so that its
 * relative humidity falls as it warms.
 */
export function createWeather(seed: string): Weather {
  const mood = createMood(seed);
  const sky = createSky(seed);
  return (now, offset) => {
    const time = localTime(now, offset);
    const { day, hour } = time;
    const season = -Math.cos((2 * Math.PI * (dayOfYear(day + hour / 24) - 18)) / 365.2425); // -1 in mid-January, 1 in mid-July
    const middle = 12 + 13.5 * season + 6 * (mood('warmth', time) - 0.5);
    const temperature = middle + 4 * Math.sin(((hour - 9) / 24) * 2 * Math.PI);
    const dewPoint = middle - 4 - 10 * mood('dryness', time);
    const rush = Math.exp(-(hoursFrom(8, hour) ** 2) / 4) + Math.exp(-(hoursFrom(19, hour) ** 2) / 6);
    return {
      pm25: 15 + 90 * mood('haze', time) ** 2 * (1.25 - 0.25 * season) + 20 * rush,
      temperature,
      humidity: humidityOf(vapourOf(100, dewPoint), temperature),
      wind: 0.5 + 4 * mood('wind', time) * (0.7 + 0.3 * Math.sin(((hour - 9) / 24) * 2 * Math.PI)),
      lux: sky(time),
    };
  };
}
