// One redactor for logs, traces, errors and lenses: what a schema marks `.meta({ secret: true })` never leaves.
import { z } from './zod.ts';

/** Stands where a secret stood. */
export const hidden = '•••';

/** A step into a schema: a key, `*` for every item or value, '' where the value is the same. */
type Step = readonly [step: string, child: z.core.$ZodType];

function stepsInto(schema: z.core.$ZodType): Step[] {
  if (schema instanceof z.ZodObject) return Object.entries(schema.shape);
  if (schema instanceof z.ZodArray) return [['*', schema.def.element]];
  if (schema instanceof z.ZodRecord) return [['*', schema.def.valueType]];
  if (schema instanceof z.ZodTuple) return schema.def.items.map((item, k): Step => [String(k), item]);
  if (schema instanceof z.ZodUnion) return schema.def.options.map((option): Step => ['', option]);
  const { def } = schema._zod;
  const wrapped = ['innerType', 'left', 'right', 'in', 'out'] as const;
  return wrapped.flatMap((key): Step[] => {
    const child: unknown = Reflect.get(def, key);
    return child instanceof z.core.$ZodType ? [['', child]] : [];
  });
}

function secretPaths(schema: z.core.$ZodType, path: readonly string[], found: string[][], depth: number): void {
  if (depth > 16) return;
  if (z.globalRegistry.get(schema)?.['secret'] === true) found.push([...path]);
  else for (const [step, child] of stepsInto(schema)) secretPaths(child, step === '' ? path : [...path, step], found, depth + 1);
}

function hide(value: unknown, path: readonly string[]): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value === undefined ? undefined : hidden;
  if (typeof value !== 'object' || value === null) return value;
  const inside = ([name, item]: [string, unknown]): [string, unknown] => [name, key === '*' || key === name ? hide(item, rest) : item];
  const entries = Object.entries(value).map(inside);
  return Array.isArray(value) ? entries.map(([, item]) => item) : Object.fromEntries(entries);
}

const cache = new WeakMap<z.core.$ZodType, string[][]>();

function pathsOf(schema: z.core.$ZodType): readonly string[][] {
  let paths = cache.get(schema);
  if (!paths) {
    paths = [];
    secretPaths(schema, [], paths, 0);
    cache.set(schema, paths);
  }
  return paths;
}

/** Does this schema call anything secret? */
export const hasSecrets = (schema: z.core.$ZodType): boolean => pathsOf(schema).length > 0;

/** The names of the fields that this schema calls secret. */
export const secretFields = (schema: z.core.$ZodType): string[] => [...new Set(pathsOf(schema).map((path) => path.at(-1) ?? ''))];

/** A copy of `value` in which everything that `schema` calls secret is hidden. */
export const redact = (schema: z.core.$ZodType, value: unknown): unknown => pathsOf(schema).reduce(hide, value);

/** A setup code; a token, secret, proof or signature: 43 or more of base64url or hexadecimal. */
const secretLooks = /(?<![\w-])(?:\d{8}|[\w-]{43,})(?![\w-])/g;

/** For text that no schema describes: hides whatever looks like a secret of this protocol. */
export const redactText = (text: string): string => text.replace(secretLooks, hidden);
