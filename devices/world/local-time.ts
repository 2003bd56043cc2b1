export const dayMs = 86_400_000;

export interface LocalTime {
  /** number since 1970 */
  readonly day: number;
  /** of that day, 0 to 24 */
  readonly hour: number;
}

/** The home's local time. `offset`: minutes east of UTC. */
export function localTime(now: number, offset: number): LocalTime {
  const local = now + offset * 60_000;
  const day = Math.floor(local / dayMs);
  return { day, hour: (local - day * dayMs) / 3_600_000 };
}
