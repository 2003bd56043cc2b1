export interface Track {
  readonly title: string;
  readonly seconds: number;
}
/** Where a player is: which track of its list, and how far in it, seconds. */
export interface Spot {
  track: number;
  at: number;
}

/** Goes `by` tracks on (or back, below 0) in a list that begins again at its end. */
export function skip(media: { track: string }, spot: Spot, tracks: readonly Track[], by: number): void {
  spot.track = (spot.track + by + tracks.length) % tracks.length;
  spot.at = 0;
  media.track = tracks[spot.track]?.title ?? '';
}

/** Plays on for `dt` seconds, from track to track. */
export function play(media: { track: string }, spot: Spot, tracks: readonly Track[], dt: number): void {
  spot.at += dt;
  const beyond = spot.at - (tracks[spot.track]?.seconds ?? Infinity);
  if (beyond < 0) return;
  skip(media, spot, tracks, 1);
  play(media, spot, tracks, beyond);
}
