// Seeded randomness. Each device has its own stream, from the home's seed and its serial: one more device does not change
// another's trace.

export interface Random {
  /** in [0, 1) */
  next(): number;
  /** uniform in [low, high) */
  between(low: number, high: number): number;
  /** true with probability p */
  chance(p: number): boolean;
  /** standard normal */
  normal(): number;
  /** where the stream stands: four 32-bit words, to go on from after a restart */
  state(): RandomState;
}
export type RandomState = readonly [number, number, number, number];

/** FNV-1a with a final mix: 32 bits of any text. */
export function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let k = 0; k < text.length; k += 1) h = Math.imul(h ^ text.charCodeAt(k), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** sfc32 (Chris Doty-Humphrey, PractRand): 128 bits of state, passes BigCrush. `seed`: any text, or a state to go on from. */
export function createRandom(seed: string | RandomState): Random {
  let [a, b, c, d] = typeof seed === 'string' ? ([hash(`a${seed}`), hash(`b${seed}`), hash(`c${seed}`), 1] as const) : seed;
  const next = (): number => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + t) | 0;
    return (t >>> 0) / 4294967296;
  };
  if (typeof seed === 'string') for (let k = 0; k < 12; k += 1) next();
  return {
    next,
    between: (low, high) => low + (high - low) * next(),
    chance: (p) => next() < p,
    // Box and Muller; the second number is thrown away, so that the state stays four words.
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    state: () => [a, b, c, d],
  };
}
