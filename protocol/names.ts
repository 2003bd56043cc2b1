import { z } from './zod.ts';

/** home, did, client, session and serial: parsed before use, so that a serial of `+` never becomes a topic. */
export const namePattern = /^[a-z0-9][a-z0-9-]{2,31}$/;
/** Services, properties, actions, events, arguments and enum values: never renamed, never reused. */
export const slugPattern = /^[a-z][a-z0-9-]{0,31}$/;
/** What follows the dot of a client id: each tab and tool of one user takes its own. */
export const tabPattern = /^[a-z0-9]{1,16}$/;

const reserved: ReadonlySet<string> = new Set(['constructor', 'prototype']);

export const isName = (text: string): boolean => namePattern.test(text);
export const isSlug = (text: string): boolean => slugPattern.test(text) && !reserved.has(text);

export const nameSchema = z.string().regex(namePattern, 'a name is 3 to 32 of a-z, 0-9 and "-", not starting with "-"');
export const slugSchema = z
  .string()
  .regex(slugPattern, 'a slug is 1 to 32 of a-z, 0-9 and "-", starting with a letter')
  .refine((text) => !reserved.has(text), '"constructor" and "prototype" are reserved');
export const ulidSchema = z.string().regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/, 'an id is a ULID: 26 characters of Crockford base 32');
/** A maker's name for what it makes, such as `dawn.lamp-1`. */
export const modelSchema = z.string().regex(/^[a-z0-9]([a-z0-9.-]{0,62})$/, 'a model is a-z, 0-9, "." and "-", at most 63');
export const setupCodeSchema = z.string().regex(/^\d{8}$/, 'a setup code is eight digits');

/** Control, invisible and bidi-override characters could make one text look like another. (Joiners stay: emoji and scripts need them.) */
const unprintable = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/u;
export const textSchema = (max: number) =>
  z
    .string()
    .refine((text) => text.length > 0 && [...text].length <= max, `1 to ${max} characters`)
    .refine((text) => !unprintable.test(text), 'no control, invisible or bidi-override characters')
    .refine((text) => text.trim() === text, 'no space at either end');

export const titleSchema = z.object({ en: textSchema(64), zh: textSchema(64) });
export type Title = z.infer<typeof titleSchema>;
/** A name that a person gives to a device, a room or themselves. */
export const givenNameSchema = textSchema(40);

/** Splits an MQTT client id into its user and its tab; undefined where it is neither `user` nor `user.tab`. */
export function parseClientId(id: string): { user: string; tab: string | undefined } | undefined {
  const dot = id.indexOf('.');
  const user = dot < 0 ? id : id.slice(0, dot);
  const tab = dot < 0 ? undefined : id.slice(dot + 1);
  const validUser = isName(user) || (user.startsWith('pair-') && isName(user.slice(5)));
  if (!validUser || (tab !== undefined && !tabPattern.test(tab))) return undefined;
  return { user, tab };
}
