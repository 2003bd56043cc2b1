import type { en } from './en.ts';

type Widen<T> = T extends string ? string : T extends (...args: infer A) => string ? (...args: A) => string : never;
/** English gives the keys and the parameters; every other language must have them all, or it does not compile. */
export type Dictionary = { readonly [K in keyof typeof en]: Widen<(typeof en)[K]> };
