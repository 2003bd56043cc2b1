export interface Track {
  readonly title: string;
  readonly seconds: number;
}
/** Where a player is: which track of its list, and how far in it, seconds. */
export interface Place {
  track: number;
  at: number;
}

/** Goes `by` tracks on (or back, below 0) in a list that begins again at its end. */
export function skip(media: { track: string }, place: Place, tracks: readonly Track[], by: number): void {
  place.track = (place.track + by + tracks.length) % tracks.length;
  place.at = 0;
  media.track = tracks[place.track]?.title ?? '';
}

/** Plays on for `dt` seconds, from track to track. */
export function play(media: { track: string }, place: Place, tracks: readonly Track[], dt: number): void {
  place.at += dt;
  const beyond = place.at - (tracks[place.track]?.seconds ?? Infinity);
  if (beyond < 0) return;
  skip(media, place, tracks, 1);
  play(media, place, tracks, beyond);
}
