// The home as Things of the W3C: each description valid by the W3C's own schema, and consumed by node-wot, the reference
// implementation of the Web of Things, which knows nothing of this protocol.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { HttpClientFactory } from '@node-wot/binding-http';
import { Servient } from '@node-wot/core';
import { Ajv } from 'ajv';
import type { ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { loadType, typeNames } from '#devices/catalogue.ts';
import { affordanceName, thingDescription } from '#protocol/projections/wot.ts';
import type { DeviceSpec } from '#protocol/spec.ts';
import { initialValue } from '#protocol/values.ts';
import { z } from '#protocol/zod.ts';
import { basic, enterAsOwner, invite } from '../support/controller.ts';
import type { Controller, Person } from '../support/controller.ts';
import { createPuppet, puppetSpec } from '../support/puppet-device.ts';
import { startHub } from '../support/start-hub.ts';
import type { TestHub } from '../support/start-hub.ts';
import { whenDone } from '../support/cleanup.ts';

vi.setConfig({ testTimeout: 60_000 });

const affordances = z.record(z.string(), z.looseObject({ forms: z.array(z.looseObject({ href: z.string() })) }));
const tdSchema = z.looseObject({
  id: z.string(),
  title: z.string(),
  base: z.string(),
  properties: affordances,
  actions: affordances,
  events: affordances,
});
type Td = z.infer<typeof tdSchema>;
const refusalSchema = z.object({ ok: z.literal(false), error: z.looseObject({ code: z.string() }) });

let hub: TestHub;
let owner: Controller;
let isThing: ValidateFunction;
beforeAll(async () => {
  hub = await startHub();
  owner = await enterAsOwner(hub);
  await owner.watch(...owner.topics.everything);
  await owner.call('hub.openness', { mode: 'open' });
  const path = createRequire(import.meta.url).resolve('wot-thing-description-types/schema/td-json-schema-validation.json');
  const ajv = new Ajv({ strict: false, allErrors: true, formats: { iri: true, 'iri-reference': true } });
  formats.default(ajv);
  isThing = ajv.compile(z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(path, 'utf8'))));
});

/** A request by somebody, with what came. */
async function ask(person: Pick<Person, 'client' | 'secret'>, path: string, method = 'GET', body?: unknown) {
  const response = await fetch(`${hub.http}${path}`, {
    method,
    headers: { authorization: basic(person), ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const json: unknown = await response.json();
  return { status: response.status, type: response.headers.get('content-type'), json };
}
const refused = async (...args: Parameters<typeof ask>): Promise<[number, string]> => {
  const { status, json } = await ask(...args);
  return [status, refusalSchema.parse(json).error.code];
};

/** A device of this spec, paired, ready, and doing what it is told. */
async function enter(spec: DeviceSpec, place: { name?: string; room?: string } = {}) {
  const puppet = createPuppet(hub, { spec });
  await puppet.pair(owner, place);
  const line = await puppet.live();
  await owner.heard(owner.topics.state(puppet.did), ({ json }) => json?.state === 'ready');
  return { did: puppet.did, line };
}
const ofClass = (spec: DeviceSpec, openness: 'O' | 'T' | 'V'): DeviceSpec => ({
  ...spec,
  market: { ...(spec.market ?? { price: 1, currency: 'CNY', lifeYears: 1, illustrative: true }), openness },
});
const described = async (did: string): Promise<Td> => tdSchema.parse((await ask(owner.person, `/api/things/${did}`)).json);

async function consume(td: Td) {
  const servient = new Servient();
  servient.addClientFactory(new HttpClientFactory(null));
  servient.addCredentials({ [td.id]: { username: owner.person.client, password: owner.person.secret } });
  const wot = await servient.start();
  whenDone(() => servient.shutdown());
  return wot.consume(td as Parameters<typeof wot.consume>[0]);
}

describe.each(typeNames())('%s', (name) => {
  test('is valid by the W3C’s schema, in English and Chinese; node-wot reads all of it, writes, and is refused', async () => {
    const { spec } = await loadType(name);
    const { did } = await enter({ ...ofClass(spec, 'O'), model: `${spec.model}-o` });
    const td = await described(did);
    expect([isThing(td), isThing.errors]).toEqual([true, null]);
    expect([td.title, td.titles]).toEqual([spec.title.en, spec.title]);
    const members = Object.entries(spec.services).flatMap(([service, { properties }]) =>
      Object.entries(properties).map(([key, property]) => ({ service, key, property, affordance: affordanceName(service, key) })),
    );
    expect(Object.keys(td.properties)).toEqual(members.map(({ affordance }) => affordance));

    const thing = await consume(td);
    const { values } = await owner.call('device.get', { did });
    for (const { service, key, property, affordance } of members) {
      if (!property.access.includes('read')) continue;
      const read = await thing.readProperty(affordance);
      expect(await read.value(), affordance).toEqual(values[service]?.[key]?.value);
    }
    for (const { service, key, property, affordance } of members) {
      if (!property.access.includes('write')) {
        await expect(thing.writeProperty(affordance, initialValue(property) as never), affordance).rejects.toThrow();
        continue;
      }
      await thing.writeProperty(affordance, initialValue(property) as never);
      const now = await owner.call('device.get', { did });
      expect(now.values[service]?.[key]?.value, affordance).toEqual(initialValue(property));
      await expect(thing.writeProperty(affordance, { no: 'value' } as never), affordance).rejects.toThrow('Bad Request');
    }
  });
});

describe('the lamp of a puppet', () => {
  test('an action takes its arguments and gives its results; a refusal is a failure of the request', async () => {
    const { did } = await enter(puppetSpec());
    const thing = await consume(await described(did));
    const done = await thing.invokeAction('light.blink', { times: 2 });
    expect(await done?.value()).toEqual({ done: 1 });
    await expect(thing.invokeAction('light.blink', { times: 99 })).rejects.toThrow('Bad Request');
    const actions = `/api/things/${did}/actions/light`;
    expect(await ask(owner.person, `${actions}/blink`, 'POST', { times: 2 })).toMatchObject({ status: 200, json: { done: 1 } });
    expect(await refused(owner.person, `${actions}/blink`, 'POST', { times: 2, more: 1 })).toEqual([400, 'BAD_ARGS']);
    expect(await refused(owner.person, `${actions}/fly`, 'POST', {})).toEqual([404, 'NO_SUCH_ACTION']);
  });

  test('what it says by itself is heard where the description says, in the shape that it says', async () => {
    const { did, line } = await enter(puppetSpec());
    const td = await described(did);
    const topics = Object.entries(td.events).map(([name, { forms }]) => [name, new URL(forms[0]?.href ?? '').pathname.slice(1)] as const);
    expect(new Set(topics.map(([, topic]) => topic)).size).toBe(topics.length);
    const ajv = new Ajv({ strict: false });
    const heard = async (name: string, say: () => Promise<void>): Promise<void> => {
      const topic = new Map(topics).get(name) ?? '';
      const data = z.looseObject({}).parse(td.events[name]?.data);
      await say();
      const { json } = await owner.heard(topic, (message) => message.json?.seq === line.seq);
      expect([ajv.validate(data, json), ajv.errors]).toEqual([true, null]);
      expect(ajv.validate(data, { ...json, args: 7, value: [] })).toBe(false);
    };
    await heard('light.overheated', () => line.event('light', 'overheated', { degrees: 90.5 }));
    await heard('light.brightness.reported', () => line.report('light', 'brightness', 45));
    await heard('light.mode.reported', () => line.report('light', 'mode', 'color'));
  });

  test('every refusal of the protocol, over its addresses', async () => {
    const { did, line } = await enter(puppetSpec());
    const light = `/api/things/${did}/properties/light`;
    for (const [path, method, body, expected] of [
      ['brightness', 'PUT', 'bright', [400, 'BAD_TYPE']],
      ['brightness', 'PUT', 105, [400, 'OUT_OF_RANGE']],
      ['brightness', 'PUT', 52, [400, 'OFF_STEP']],
      ['mode', 'PUT', 'disco', [400, 'BAD_ENUM']],
      ['power', 'PUT', 7, [400, 'NOT_WRITABLE']],
      ['pin', 'GET', undefined, [400, 'NOT_READABLE']],
      ['moon', 'GET', undefined, [404, 'NO_SUCH_PROPERTY']],
      ['constructor', 'GET', undefined, [404, 'NO_SUCH_PROPERTY']],
      ['moon', 'PUT', 1, [404, 'NO_SUCH_PROPERTY']],
    ] as const)
      expect(await refused(owner.person, `${light}/${path}`, method, body), path).toEqual(expected);
    expect(await refused(owner.person, `/api/things/${did}/properties/__proto__/toString`)).toEqual([404, 'NO_SUCH_SERVICE']);
    expect(await refused(owner.person, '/api/things/nobody')).toEqual([404, 'NO_SUCH_DEVICE']);
    expect(await refused({ ...owner.person, secret: 'wrong' }, '/api/things')).toEqual([401, 'UNAUTHENTICATED']);
    const unsigned = await fetch(`${hub.http}/api/things/${did}`);
    expect(unsigned.status).toBe(401);

    line.link.cut();
    await owner.heard(owner.topics.state(did), ({ json }) => json?.reason === 'will');
    expect(await refused(owner.person, `${light}/on`)).toEqual([503, 'OFFLINE']);
    expect(await refused(owner.person, `${light}/on`, 'PUT', true)).toEqual([503, 'OFFLINE']);
  });

  test('a name of quotes, slashes, emoji and 40 characters is its title, and part of no address', async () => {
    const name = `"Lamp"/<b>'💡'\\{home}`.padEnd(40, '台');
    const { did } = await enter(puppetSpec(), { name });
    const td = await described(did);
    expect([isThing(td), td.title, 'titles' in td]).toEqual([true, name, false]);
    expect(JSON.stringify({ ...td, title: '' })).not.toContain('💡');
  });
});

describe('who sees what', () => {
  test('openness takes two: the house and the maker', async () => {
    const spec = puppetSpec({ model: 'test.classes' });
    const own = { title: { en: 'Own', zh: '自有' }, properties: {}, actions: {}, events: {} };
    const [o, t, v] = [
      (await enter({ ...ofClass(spec, 'O'), model: 'test.class-o' })).did,
      (await enter({ ...ofClass(spec, 'T'), model: 'test.class-t', services: { ...spec.services, own } })).did,
      // No class was claimed: nothing was promised.
      (await enter({ ...puppetSpec({ model: 'test.class-none' }), market: undefined })).did,
    ];
    const all = async (): Promise<string[]> =>
      z
        .array(tdSchema)
        .parse((await ask(owner.person, '/api/things')).json)
        .map(({ id }) => id.split(':').at(-1) ?? '');
    expect(await all()).toEqual(expect.arrayContaining([o, t]));
    expect(await all()).not.toContain(v);
    expect(await refused(owner.person, `/api/things/${v}`)).toEqual([404, 'NO_SUCH_DEVICE']);
    expect(await refused(owner.person, `/api/things/${t}/properties/own/x`)).toEqual([404, 'NO_SUCH_SERVICE']);

    await owner.call('hub.openness', { mode: 'closed' });
    expect(await all()).toEqual([]);
    const light = `/api/things/${o}/properties/light/on`;
    for (const [path, method, body] of [
      [`/api/things/${o}`],
      [light],
      [light, 'PUT', true],
      [`/api/things/${o}/actions/light/blink`, 'POST', {}],
    ] as const)
      expect(await refused(owner.person, path, method, body)).toEqual([404, 'NO_SUCH_DEVICE']);
    await owner.call('hub.openness', { mode: 'bridged' });
    expect(await all()).toContain(o);
    expect(await all()).not.toContain(t);
    await owner.call('hub.openness', { mode: 'open' });
    expect(await refused(owner.person, '/api/things/nobody')).toEqual([404, 'NO_SUCH_DEVICE']);
  });

  test('a guest sees and controls what is in its rooms; one without rooms only reads', async () => {
    await owner.call('room.put', { id: 'study', name: 'Study' });
    const inside = (await enter(puppetSpec(), { room: 'study' })).did;
    const outside = (await enter(puppetSpec())).did;
    const guest = await invite(hub, owner, 'guest', ['study']);
    const reader = await invite(hub, owner, 'guest');
    const seen = async (who: Person): Promise<string> => JSON.stringify((await ask(who, '/api/things')).json);
    expect(await seen(guest)).toContain(inside);
    expect(await seen(guest)).not.toContain(outside);
    expect(await refused(guest, `/api/things/${outside}`)).toEqual([403, 'FORBIDDEN']);
    const on = `/api/things/${inside}/properties/light/on`;
    expect(await ask(guest, on, 'PUT', true)).toMatchObject({ status: 200, json: true });
    expect(await ask(reader, on)).toMatchObject({ status: 200, json: true });
    expect(await refused(reader, on, 'PUT', false)).toEqual([403, 'FORBIDDEN']);
  });
});

test('a grid is said where JSON Schema can count it, and nowhere else', () => {
  const title = { en: 'X', zh: '某' };
  const property = (format: 'int' | 'float', min: number, max: number, step: number) => ({
    format,
    range: { min, max, step },
    access: ['read' as const],
    title,
  });
  const properties = { even: property('int', 10, 30, 5), odd: property('int', 1, 101, 5), fine: property('float', 0, 1, 0.1) };
  const spec = { ...puppetSpec(), services: { own: { title, properties, actions: {}, events: {} } } };
  const td = thingDescription({ home: 'home', did: 'd-one', name: null, spec }, { http: 'http://hub', mqtt: undefined });
  expect([td.properties['own.even'], td.properties['own.odd'], td.properties['own.fine']].map((each) => each?.multipleOf)).toEqual([
    5,
    undefined,
    undefined,
  ]);
  // No door to hear them on: no events are promised.
  expect(td.events).toEqual({});
});
