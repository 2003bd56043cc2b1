import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { operationNames, operations } from './operations/index.ts';
import { pairDownSchema } from './pairing.ts';
import { redact } from './redact.ts';
import { z } from './zod.ts';

const secretText = 'S3CRET-do-not-show';
interface Case {
  readonly schema: z.ZodType;
  readonly value: unknown;
}
const keys = fc.constantFrom('a', 'b', 'token', 'items', 'constructor');
const secretLeaf: fc.Arbitrary<Case> = fc.constantFrom<Case>(
  { schema: z.string().meta({ secret: true }), value: secretText },
  { schema: z.string().min(1).meta({ secret: true }).optional(), value: secretText },
  { schema: z.object({ deep: z.string() }).meta({ secret: true }), value: { deep: secretText } },
  { schema: z.array(z.string()).meta({ secret: true }), value: [secretText] },
);
const plainLeaf: fc.Arbitrary<Case> = fc.constantFrom<Case>(
  { schema: z.string(), value: 'shown' },
  { schema: z.number(), value: 7 },
  { schema: z.string().meta({ title: 'no secret' }), value: 'shown' },
);

/** A schema with a value that it takes, a secret somewhere inside. */
const { tree: cases } = fc.letrec<{ tree: Case }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    secretLeaf,
    fc.tuple(keys, tie('tree'), plainLeaf).map(([key, inner, plain]): Case => ({
      schema: z.object({ [key]: inner.schema, other: plain.schema }),
      value: { [key]: inner.value, other: plain.value },
    })),
    tie('tree').map((inner): Case => ({ schema: z.array(inner.schema), value: [inner.value, inner.value] })),
    tie('tree').map((inner): Case => ({ schema: z.record(z.string(), inner.schema), value: { x: inner.value, y: inner.value } })),
    tie('tree').map((inner): Case => ({ schema: z.tuple([z.number(), inner.schema]), value: [1, inner.value] })),
    tie('tree').map((inner): Case => ({ schema: inner.schema.optional(), value: inner.value })),
    tie('tree').map((inner): Case => ({ schema: inner.schema.nullable().readonly(), value: inner.value })),
    tie('tree').map((inner): Case => ({ schema: z.union([z.object({ no: z.string() }), inner.schema]), value: inner.value })),
    tie('tree').map((inner): Case => ({ schema: z.intersection(z.unknown(), inner.schema), value: inner.value })),
  ),
}));

describe('redact', () => {
  test('no secret survives, however it is wrapped', () => {
    fc.assert(
      fc.property(cases, ({ schema, value }) => {
        expect(schema.safeParse(value).success).toBe(true);
        expect(JSON.stringify(redact(schema, value))).not.toContain(secretText);
      }),
      { numRuns: 1000 },
    );
  });

  test('nor out of a value that its schema refuses', () => {
    const schema = z.object({ user: z.string(), token: z.string().meta({ secret: true }) });
    expect(redact(schema, { user: 5, token: { deep: [secretText] }, more: true })).toEqual({ user: 5, token: '•••', more: true });
  });

  test('the rest stands as it was, and the input is not touched', () => {
    const schema = z.object({
      list: z.array(z.object({ id: z.string(), key: z.string().meta({ secret: true }) })),
      n: z.number(),
      gone: z.string().meta({ secret: true }).optional(),
    });
    const value = { list: [{ id: 'a', key: secretText }], n: 1 };
    const before = structuredClone(value);
    expect(redact(schema, value)).toEqual({ list: [{ id: 'a', key: '•••' }], n: 1 });
    expect(value).toEqual(before);
  });

  test('never throws, whatever the value', () => {
    const schema = z.object({ a: z.object({ b: z.string().meta({ secret: true }) }), c: z.array(z.string().meta({ secret: true })) });
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.record({ a: fc.anything(), c: fc.anything() })), (value) => {
        redact(schema, value);
      }),
    );
  });

  test('a schema without secrets leaves any JSON as it is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(redact(z.unknown(), value)).toEqual(value);
      }),
    );
  });
});

describe('what this protocol calls secret', () => {
  test('the setup code, claim tokens, and the secret that a device is granted', () => {
    const args = { serial: 's-1', setupCode: '12345678', room: 'bedroom' };
    expect(redact(operations['pair.accept'].args, args)).toEqual({ ...args, setupCode: '•••' });
    expect(redact(operations['person.invite'].result, { token: secretText, expires: 1 })).toEqual({ token: '•••', expires: 1 });
    expect(redact(operations['hub.start-over'].result, { claim: secretText })).toEqual({ claim: '•••' });
    const grant = { v: 1, type: 'grant', nh: '0'.repeat(64), home: 'home', did: 'd-1', secret: secretText };
    expect(redact(pairDownSchema, grant)).toEqual({ ...grant, secret: '•••' });
  });
  test('every field of an operation whose name sounds secret is marked so', () => {
    const suspicious = /secret|token|code|password|claim/i;
    const wrong = operationNames.flatMap((name) =>
      (['args', 'result'] as const).flatMap((side) => {
        const { shape } = operations[name][side] as z.ZodObject;
        return Object.keys(shape)
          .filter(
            (key) => suspicious.test(key) && JSON.stringify(redact(operations[name][side], { [key]: secretText })).includes(secretText),
          )
          .map((key) => `${name} ${side} ${key}`);
      }),
    );
    expect(wrong).toEqual([]);
  });
});
