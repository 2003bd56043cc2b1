// Sound levels, dB(A). They add as the powers behind them do: two equal ones are 3 dB more, a much weaker one is not heard.

export const powerOf = (level: number): number => (level > 0 ? 10 ** (level / 10) : 0);
/** 0 where there is no sound at all. */
export const levelOf = (power: number): number => (power > 1 ? 10 * Math.log10(power) : 0);

/** A street by day and by night, and what a window keeps out of it: middle values of a city flat, illustrative. */
const street = { day: 58, night: 48 } as const;
const keptOut = { closed: 30, open: 12 } as const;

/** What a room hears of the street, dB(A). `hour`: 0 to 24. */
export const streetNoise = (hour: number, windowOpen: boolean): number =>
  (hour >= 6 && hour < 22 ? street.day : street.night) - (windowOpen ? keptOut.open : keptOut.closed);
