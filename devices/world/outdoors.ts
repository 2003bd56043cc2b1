// The weather: smooth functions of the home's time and its seed. Illustrative, a polluted spring week in a big city.
import { createRandom } from '../runtime/random.ts';
import type { Outdoors } from './here.ts';

export const dayMs = 86_400_000;

/** The home's local day: number since 1970, and hours in it. `offset`: minutes east of UTC. */
export function localTime(now: number, offset: number): { readonly day: number; readonly hour: number } {
  const local = now + offset * 60_000;
  const day = Math.floor(local / dayMs);
  return { day, hour: (local - day * dayMs) / 3_600_000 };
}

/** One number in [0, 1) for each day. */
const ofDay = (seed: string, day: number): number => createRandom(`${seed} weather ${day}`).next();

export function outdoorsAt(seed: string, now: number, offset: number): Outdoors {
  const { day, hour } = localTime(now, offset);
  // From one day's weather to the next without a jump at midnight.
  const [today, tomorrow] = [ofDay(seed, day), ofDay(seed, day + 1)];
  const mix = today + (tomorrow - today) * (hour / 24);
  const rush = Math.exp(-((hour - 8) ** 2) / 4) + Math.exp(-((hour - 19) ** 2) / 6);
  const sun = Math.max(0, Math.sin(((hour - 6) / 12) * Math.PI));
  return {
    pm25: 35 + 70 * mix + 20 * rush,
    temperature: 12 + 8 * mix + 5 * Math.sin(((hour - 9) / 24) * 2 * Math.PI),
    humidity: 60,
    wind: 2,
    lux: 40_000 * sun,
  };
}
