// A key that nobody reads is a slip of the pen: files run without being type-checked, so it is said here as well.
import leven from 'leven';
import { OmniError } from './errors.ts';

/** The name among `names` that was probably meant. */
function nearest(name: string, names: readonly string[]): string | undefined {
  const far = Math.max(1, Math.floor(name.length / 3));
  const near = names
    .map((known) => ({ known, distance: leven(name.toLowerCase(), known.toLowerCase()) }))
    .filter(({ distance }) => distance <= far);
  return near.sort((a, b) => a.distance - b.distance)[0]?.known;
}

/** `did you mean "step"`, or which names there are. */
export function cureForName(name: string, names: readonly string[]): string {
  const meant = nearest(name, names);
  if (meant !== undefined) return `did you mean "${meant}"?`;
  return names.length === 0 ? 'leave it out: there are none' : `there are ${names.join(', ')}`;
}

/** Throws BAD_SPEC for a key of `given` that is not among `known`; `whose` names the function that was called. */
export function demandKnown(whose: string, given: object, known: readonly string[]): void {
  for (const key of Object.keys(given))
    if (!known.includes(key)) {
      const hint = cureForName(key, known);
      throw new OmniError('BAD_SPEC', `${whose} has no option "${key}"; ${hint}`, { hint });
    }
}
