/** What a loudspeaker gives, dB(A) at one metre: from `quietest` at 1 % to `loudest` at 100 %, nothing where muted or at 0 %. */
export const sound = (volume: { readonly loudness: number; readonly muted: boolean }, quietest: number, loudest: number): number =>
  volume.muted || volume.loudness === 0 ? 0 : quietest + ((loudest - quietest) * volume.loudness) / 100;
