// ULIDs: ids that sort by the time they were made. Time and randomness are passed in, so that a simulation repeats.

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const pattern = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

export const parseUlid = (text: string): boolean => pattern.test(text);

/** When a ULID was made, ms since 1970 by its maker's clock; NaN where it is none. */
export const timeOfUlid = (id: string): number =>
  parseUlid(id) ? [...id.slice(0, 10)].reduce((time, letter) => time * 32 + alphabet.indexOf(letter), 0) : NaN;

/** `now` in ms since 1970; `random` gives numbers in [0, 1). 26 characters of Crockford base 32. */
export function ulid(now: number, random: () => number): string {
  let time = '';
  for (let rest = Math.floor(now), k = 0; k < 10; k += 1, rest = Math.floor(rest / 32)) time = (alphabet[rest % 32] ?? '0') + time;
  let tail = '';
  for (let k = 0; k < 16; k += 1) tail += alphabet[Math.floor(random() * 32)] ?? '0';
  return time + tail;
}
