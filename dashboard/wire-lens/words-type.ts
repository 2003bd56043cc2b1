import type { en } from './words-en.ts';

type Widen<T> = T extends string
  ? string
  : T extends (...args: infer A) => string
    ? (...args: A) => string
    : { readonly [K in keyof T]: Widen<T[K]> };
/** English gives the keys and the parameters; Chinese must have them all, or it does not compile. */
export type Words = Widen<typeof en>;
