import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { names, slugs, titles, valueSchemas, valuesOf } from '../tests/forward/specs.ts';
import * as envelopes from './envelopes.ts';
import { errorCodes } from './errors.ts';
import { ulid } from './ids.ts';
import type { z } from './zod.ts';

const times = fc.double({ min: 0, max: 4e12, noNaN: true });
const values = valueSchemas.chain(valuesOf);
const ulids = fc
  .tuple(fc.integer({ min: 0, max: 2 ** 48 - 1 }), fc.double({ min: 0, max: 0.999, noNaN: true }))
  .map(([now, x]) => ulid(now, () => x));
const v = fc.constant(1 as const);
const some = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const texts = fc.string({ maxLength: 60 });
const args = fc.dictionary(slugs, values, { maxKeys: 3, noNullPrototype: true });
const errors = fc.record(
  {
    code: fc.constantFrom(...errorCodes),
    message: texts,
    outcome: fc.constantFrom('not-done', 'unknown'),
    path: texts,
    hint: texts,
    say: fc.record({ en: texts, zh: texts }),
  },
  { requiredKeys: ['code', 'message', 'outcome'] },
);
const hops = fc.record({ hub: times, device: times, total: times }, { requiredKeys: ['hub', 'total'] });
const command = { v, id: ulids, session: names, sent: times, exp: times, service: slugs };

/** Each envelope with random messages that are right. */
const table: Record<string, readonly [schema: z.ZodType, messages: fc.Arbitrary<object>]> = {
  report: [
    envelopes.reportSchema,
    fc.record(
      {
        v,
        ts: times,
        ht: times,
        session: names,
        seq: fc.nat(),
        value: values,
        target: values,
        until: times,
        by: fc.record({ kind: fc.constantFrom('command', 'local', 'timer', 'simulation'), id: ulids }, { requiredKeys: ['kind'] }),
      },
      { requiredKeys: ['v', 'ts', 'session', 'seq', 'value', 'by'] },
    ),
  ],
  event: [envelopes.eventMessageSchema, fc.record({ v, ts: times, session: names, seq: fc.nat(), args })],
  state: [
    envelopes.stateSchema,
    fc.record(
      { v, state: fc.constantFrom(...envelopes.deviceStates), session: names, ts: times, firmware: texts, reason: texts },
      { requiredKeys: ['v', 'state', 'session'] },
    ),
  ],
  announce: [envelopes.announceSchema, fc.record({ v, session: names, firmware: texts, spec: fc.jsonValue() })],
  session: [envelopes.sessionSchema, fc.record({ v, session: names, now: times, accepted: fc.oneof(fc.constant(true), errors) })],
  place: [envelopes.placeSchema, fc.record({ v, room: fc.option(names), name: fc.constantFrom(null, 'Lamp', '台灯') })],
  set: [envelopes.commandSchema, fc.record({ ...command, op: fc.constant('set'), property: slugs, value: values })],
  action: [envelopes.commandSchema, fc.record({ ...command, op: fc.constant('action'), action: slugs, in: args })],
  result: [envelopes.resultSchema, fc.record({ v, id: ulids, session: names, ok: fc.constant(true), result: args, took: times })],
  failure: [envelopes.resultSchema, fc.record({ v, id: ulids, session: names, ok: fc.constant(false), error: errors, took: times })],
  request: [
    envelopes.requestSchema,
    fc.record(
      { v, id: ulids, op: texts, args: fc.jsonValue(), ttl: fc.integer({ min: 100, max: 30_000 }), trace: fc.boolean() },
      { requiredKeys: ['v', 'id', 'op', 'args'] },
    ),
  ],
  reply: [
    envelopes.replySchema,
    fc.record({ v, id: ulids, ok: fc.constant(true), result: fc.jsonValue(), hops }, { requiredKeys: ['v', 'id', 'ok', 'result'] }),
  ],
  refusal: [
    envelopes.replySchema,
    fc.record({ v, id: ulids, ok: fc.constant(false), error: errors, hops }, { requiredKeys: ['v', 'id', 'ok', 'error'] }),
  ],
  hubState: [envelopes.hubStateSchema, fc.record({ v, state: fc.constantFrom('ready', 'stopping'), since: times })],
  hubInfo: [
    envelopes.hubInfoSchema,
    fc.record({
      v,
      hub: names,
      home: names,
      build: texts,
      features: fc.array(texts),
      openness: fc.constantFrom('closed', 'bridged', 'open'),
      admitted: fc.array(slugs),
      limits: fc.dictionary(slugs, times, { noNullPrototype: true }),
      exposed: fc.boolean(),
    }),
  ],
  room: [envelopes.roomSchema, fc.record({ v, id: names, name: fc.constantFrom(null, 'Study'), order: fc.nat() })],
  nearby: [
    envelopes.nearbySchema,
    fc.record({
      v,
      serial: names,
      model: fc.stringMatching(/^[a-z0-9][a-z0-9.-]{0,62}$/),
      vendor: slugs,
      category: slugs,
      title: titles,
      admitted: fc.boolean(),
      since: times,
    }),
  ],
  alert: [
    envelopes.alertSchema,
    fc.record(
      {
        v,
        id: slugs,
        did: names,
        since: times,
        level: fc.constantFrom('info', 'warning', 'alarm'),
        code: fc.constantFrom(...errorCodes),
        message: texts,
        count: fc.integer({ min: 1 }),
        path: texts,
        hint: texts,
        say: some(fc.record({ en: texts, zh: texts })),
      },
      { requiredKeys: ['v', 'id', 'did', 'since', 'level', 'code', 'message', 'count'] },
    ),
  ],
};
const overTheWire = (message: object): unknown => JSON.parse(JSON.stringify(message));

describe.each(Object.entries(table))('%s', (_, [schema, messages]) => {
  test('comes back from the wire as it was sent', () => {
    fc.assert(
      fc.property(messages, (message) => {
        const wire = overTheWire(message);
        expect(schema.parse(wire)).toEqual(wire);
      }),
    );
  });
  test('unknown fields are ignored: a newer sender is understood', () => {
    fc.assert(
      fc.property(
        messages,
        fc.constantFrom('zz-new', 'constructor', '__proto__', 'toString', 'V'),
        fc.jsonValue(),
        (message, key, value) => {
          const wire = overTheWire(message);
          const newer: unknown = JSON.parse(`${JSON.stringify(message).slice(0, -1)},${JSON.stringify(key)}:${JSON.stringify(value)}}`);
          expect(schema.parse(newer)).toEqual(wire);
        },
      ),
    );
  });
  test('another version, none, or what is no object is refused', () => {
    fc.assert(
      fc.property(messages, fc.oneof(fc.integer(), fc.constantFrom('1', null, true)), (message, version) => {
        fc.pre(version !== 1);
        expect(schema.safeParse({ ...message, v: version }).success).toBe(false);
        expect(schema.safeParse({ ...message, v: undefined }).success).toBe(false);
        expect(schema.safeParse([message]).success).toBe(false);
        expect(schema.safeParse(JSON.stringify(message)).success).toBe(false);
      }),
    );
    for (const nothing of [null, undefined, 5, 'x', [], {}]) expect(schema.safeParse(nothing).success).toBe(false);
  });
  test('never throws', () => {
    fc.assert(
      fc.property(messages, fc.anything(), fc.nat(), (message, junk, at) => {
        const keys = Object.keys(message);
        expect(typeof schema.safeParse({ ...message, [keys[at % keys.length] ?? '']: junk }).success).toBe('boolean');
        expect(typeof schema.safeParse(junk).success).toBe('boolean');
      }),
    );
  });
});

describe('a field that a message needs', () => {
  const needed: Record<string, readonly string[]> = {
    report: ['v', 'ts', 'session', 'seq', 'value', 'by'],
    event: ['v', 'ts', 'session', 'seq'],
    state: ['v', 'state', 'session'],
    announce: ['v', 'session', 'firmware', 'spec'],
    session: ['v', 'session', 'now', 'accepted'],
    place: ['v', 'room', 'name'],
    set: ['v', 'id', 'op', 'session', 'sent', 'exp', 'service', 'property', 'value'],
    action: ['v', 'id', 'op', 'session', 'sent', 'exp', 'service', 'action', 'in'],
    result: ['v', 'id', 'session', 'ok', 'result', 'took'],
    failure: ['v', 'id', 'session', 'ok', 'error', 'took'],
    request: ['v', 'id', 'op', 'args'],
    reply: ['v', 'id', 'ok', 'result'],
    refusal: ['v', 'id', 'ok', 'error'],
    hubState: ['v', 'state', 'since'],
    hubInfo: ['v', 'hub', 'home', 'build', 'features', 'openness', 'admitted', 'limits', 'exposed'],
    room: ['v', 'id', 'name', 'order'],
    nearby: ['v', 'serial', 'model', 'vendor', 'category', 'title', 'admitted', 'since'],
    alert: ['v', 'id', 'did', 'since', 'level', 'code', 'message', 'count'],
  };
  test.each(Object.keys(table))('of %s is missed', (name) => {
    const [schema, messages] = table[name] ?? expect.unreachable();
    const [message = {}] = fc.sample(messages, 1);
    for (const key of needed[name] ?? []) {
      const { [key]: _, ...rest } = message as Record<string, unknown>;
      expect(schema.safeParse(rest).success, key).toBe(false);
    }
    const optional = Object.keys(message).filter((key) => !(needed[name] ?? []).includes(key));
    const bare = Object.fromEntries(Object.entries(message).filter(([key]) => !optional.includes(key)));
    expect(schema.safeParse(bare).success).toBe(true);
  });
});

describe('what is malformed', () => {
  const [report, request, set, state] = ['report', 'request', 'set', 'state'].map((name) => {
    const [schema, messages] = table[name] ?? expect.unreachable();
    const [message = {}] = fc.sample(messages, 1);
    return (change: object) => schema.safeParse({ ...message, ...change }).success;
  });
  test.each<[string, ((change: object) => boolean) | undefined, object]>([
    ['a session that is no name', report, { session: 'a/b' }],
    ['a negative sequence number', report, { seq: -1 }],
    ['half a sequence number', report, { seq: 1.5 }],
    ['a value that is null', report, { value: null }],
    ['a value that is a list', report, { value: [1] }],
    ['a value too long', report, { value: 'x'.repeat(1025) }],
    ['time before 1970', report, { ts: -1 }],
    ['time as text', report, { ts: '2026-03-01T00:00:00Z' }],
    ['a cause of no kind', report, { by: { kind: 'magic' } }],
    ['a cause with an id that is none', report, { by: { kind: 'command', id: 'x' } }],
    ['a request id that is no ULID', request, { id: 'abc' }],
    ['a ttl too short', request, { ttl: 99 }],
    ['a ttl too long', request, { ttl: 30_001 }],
    ['an operation name too long', request, { op: 'x'.repeat(65) }],
    ['an unknown command', set, { op: 'get' }],
    ['a property that is no slug', set, { property: 'on/off' }],
    ['a state that is none', state, { state: 'asleep' }],
    ['a reason too long', state, { reason: 'x'.repeat(201) }],
  ])('%s is refused', (_, parses, change) => {
    expect(parses?.({})).toBe(true);
    expect(parses?.(change)).toBe(false);
  });
});

test('keys of arguments are slugs, and `__proto__` among them is nothing', () => {
  const message = (text: string) =>
    envelopes.eventMessageSchema.safeParse(JSON.parse(`{"v":1,"ts":1,"session":"abc","seq":1,"args":${text}}`));
  for (const key of ['constructor', 'prototype', 'toString', 'A', 'a b', '']) expect(message(`{"${key}":1}`).success).toBe(false);
  const read = message('{"__proto__":{"h":1,"s":1},"a":1}');
  expect(read.data?.args).toEqual({ a: 1 });
  expect(Reflect.get(read.data?.args ?? {}, 'h')).toBeUndefined();
});

test('an error code of a newer side reads as INTERNAL, its words stand', () => {
  const reply = {
    v: 1,
    id: '0'.repeat(26),
    ok: false,
    error: { code: 'TOO_COLD', message: 'The lamp is frozen.', outcome: 'not-done', hint: 'Warm it.' },
  };
  expect(envelopes.replySchema.parse(reply)).toEqual({ ...reply, error: { ...reply.error, code: 'INTERNAL' } });
});
