// Forward compatibility, both ways: an old phone goes on working in a newer home, and with what this release sends.
import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadType } from '#devices/catalogue.ts';
import * as envelopes from '#protocol/envelopes.ts';
import { errorCodes, OmniError } from '#protocol/errors.ts';
import { operations } from '#protocol/operations/index.ts';
import { parseSpec } from '#protocol/spec.ts';
import { parseTopic, topicsOf } from '#protocol/topics.ts';
import type { z } from '#protocol/zod.ts';
import { newerMessages, newerSpec } from './newer-home.ts';
import { oldPhoneReads, oldRequests, oldResults } from './old-phone.ts';
import type { OldSpec } from './old-phone.ts';
import { specs } from './specs.ts';

const topics = topicsOf('home');
const specTopic = topics.spec('d-lamp');
const { root } = topics;

describe('an old phone in a newer home', () => {
  test.each(Object.entries(newerMessages))('reads %s', (topic, { message, reads }) => {
    expect(oldPhoneReads(`${root}/${topic}`, JSON.stringify(message))).toMatchObject(reads);
  });
  test('shows an error that it has no words for by its message', () => {
    const { message } = newerMessages['rpc/p-anna/tab/res'] ?? expect.unreachable();
    expect(oldPhoneReads(topics.reply('p-anna', 'tab'), JSON.stringify(message))).toMatchObject({
      error: { code: 'TOO_COLD', message: 'The lamp is frozen.', hint: 'Warm it.' },
    });
  });
  test('leaves out a property of an unknown format, alone', () => {
    const read = oldPhoneReads(specTopic, JSON.stringify(newerSpec)) as OldSpec;
    expect(Object.keys(read.services.light?.properties ?? {})).toEqual(['on', 'brightness']);
    expect(Object.keys(read.services.light?.actions ?? {})).toEqual(['blink']);
    expect(read.services.hologram).toMatchObject({ type: 'hologram', properties: {} });
  });
});

describe('this release in a newer home', () => {
  const schemas: Record<string, z.ZodType> = {
    'hub-info': envelopes.hubInfoSchema,
    'hub-state': envelopes.hubStateSchema,
    place: envelopes.placeSchema,
    state: envelopes.stateSchema,
    report: envelopes.reportSchema,
    event: envelopes.eventMessageSchema,
    object: envelopes.roomSchema,
    nearby: envelopes.nearbySchema,
    alert: envelopes.alertSchema,
    reply: envelopes.replySchema,
  };
  test.each(Object.entries(newerMessages))('reads %s, and forgets what it does not know', (topic, { message, reads }) => {
    const route = parseTopic('home', `${root}/${topic}`) ?? expect.unreachable();
    const kind = route.kind === 'object' && route.collection === 'nearby' ? 'nearby' : route.kind;
    const read = (schemas[kind] ?? expect.unreachable(kind)).parse(message);
    expect(read).toMatchObject(reads);
    expect(Object.keys(read as object).length).toBeLessThan(Object.keys(message).length);
  });
  test('leaves out a property of an unknown format, alone, and names it', () => {
    const result = parseSpec(newerSpec);
    if (!result.ok) return expect.unreachable(JSON.stringify(result.faults));
    expect(Object.keys(result.spec.services.light?.properties ?? {})).toEqual(['on', 'brightness']);
    expect(Object.keys(result.spec.services)).toEqual(['light', 'hologram']);
    expect(result.dropped.map(({ path }) => path)).toEqual(['services.light.properties.beam', 'services.hologram.properties.image']);
  });
});

describe('an old phone in a home of this release', () => {
  const types = readdirSync(new URL('../../devices/catalog', import.meta.url))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => file.slice(0, -3));

  test.each(types)('reads the spec of the %s wholly', async (name) => {
    const { spec } = await loadType(name);
    expect(oldPhoneReads(specTopic, JSON.stringify(spec))).toEqual(JSON.parse(JSON.stringify(spec)));
  });
  test('reads every spec that this release accepts', () => {
    fc.assert(
      fc.property(specs, (spec) => {
        const text = JSON.stringify(spec);
        expect(oldPhoneReads(specTopic, text)).toEqual(JSON.parse(text));
      }),
      { numRuns: 50 },
    );
  });
  test.each(errorCodes)('reads a reply with %s', (code) => {
    const error = new OmniError(code, 'what', { say: { en: 'a', zh: 'b' }, path: 'x' }).toReply();
    const reply = envelopes.replySchema.parse({ v: 1, id: '0'.repeat(26), ok: false, error, hops: { hub: 1, total: 1 } });
    expect(oldPhoneReads(topics.reply('p-anna', 'tab'), JSON.stringify(reply))).toMatchObject({ ok: false, error: { code } });
  });
  test('finds every topic that this release has for it where it listens', () => {
    const own = [
      topics.hubInfo,
      topics.hubState,
      topics.reply('p-anna', 'tab'),
      topics.object('rooms', 'bedroom'),
      topics.object('nearby', 'lamp-1'),
    ];
    const devices = [topics.spec, topics.place, topics.state].map((build) => build('d-lamp'));
    for (const topic of [
      ...own,
      ...devices,
      topics.report('d-lamp', 'light', 'on'),
      topics.event('d-lamp', 'light', 'done'),
      topics.alert('d-lamp', 'x'),
    ])
      expect(() => oldPhoneReads(topic, 'null'), topic).toThrow();
    expect(oldPhoneReads('omni/1/home/dev/d-lamp/cmd', 'null')).toBeUndefined();
  });

  test.each(Object.entries(oldRequests))('may still call %s as it did', (name, args) => {
    const row: { args: z.ZodType } = operations[name as keyof typeof oldRequests];
    expect(row.args.safeParse(args).success).toBe(true);
  });
  test.each(Object.entries(oldResults))('can read what %s answers', (name, schema) => {
    const results: Record<keyof typeof oldResults, object> = {
      'device.list': {
        devices: [
          {
            did: 'd-lamp',
            model: 'm',
            vendor: 'v',
            category: 'c',
            name: 'Lamp',
            given: null,
            title: { en: 'Lamp', zh: '灯' },
            room: null,
            state: 'ready',
            rev: 1,
            serial: 'lamp-1',
            outsider: false,
            paired: 1,
            bought: 1,
            lastSeen: null,
          },
        ],
      },
      'device.set': { value: { h: 1, s: 2 }, ts: 5 },
      'device.action': { out: { done: true } },
      'device.remove': {},
      'pair.list': {
        nearby: [{ serial: 'lamp-1', model: 'm', vendor: 'v', category: 'c', title: { en: 'Lamp', zh: '灯' }, admitted: true }],
      },
      'pair.accept': { did: 'd-lamp' },
      'hub.openness': { mode: 'closed' },
    };
    const key = name as keyof typeof oldResults;
    // First through this release's own schema: what it sends is what stands in its table.
    expect(schema.safeParse(operations[key].result.parse(results[key])).success).toBe(true);
  });
});
