// The documents that the hub serves of its own doors: valid by schemas that we did not write, and true of a home that lives.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv } from 'ajv';
import type { ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import { beforeAll, describe, expect, test } from 'vitest';
import { belongsTo, messages } from '#protocol/messages.ts';
import { operationNames, operations } from '#protocol/operations/index.ts';
import { rootOf, topicTable } from '#protocol/topics.ts';
import type { TopicPattern } from '#protocol/topics.ts';
import { z } from '#protocol/zod.ts';
import { claimedSchema, healthSchema, whoSchema } from '#hub/http/shapes.ts';
import { basic, enterAsOwner, newId, postClaim } from '../support/controller.ts';
import type { Controller } from '../support/controller.ts';
import { enterPuppet } from '../support/puppet-device.ts';
import { startHub } from '../support/start-hub.ts';
import type { TestHub } from '../support/start-hub.ts';

const object = z.record(z.string(), z.unknown());
const asyncApiSchema = z.looseObject({
  asyncapi: z.string(),
  servers: z.record(z.string(), z.looseObject({ host: z.string(), protocol: z.string() })),
  channels: z.record(z.string(), z.looseObject({ address: z.string(), messages: object })),
  operations: z.record(z.string(), z.looseObject({ action: z.enum(['send', 'receive']) })),
  components: z.looseObject({ messages: z.record(z.string(), z.looseObject({ payload: object })) }),
});
const openApiSchema = z.looseObject({ openapi: z.string(), paths: object });

let hub: TestHub;
let owner: Controller;
let asyncApi: z.infer<typeof asyncApiSchema>;
let ajv: Ajv;
beforeAll(async () => {
  hub = await startHub();
  owner = await enterAsOwner(hub);
  const response = await fetch(`${hub.http}/api/asyncapi.json`);
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8']);
  asyncApi = asyncApiSchema.parse(await response.json());
  ajv = new Ajv({ strict: false, allErrors: true });
  formats.default(ajv);
  ajv.addSchema(asyncApi, 'document');
});

/** By the schema that the AsyncAPI initiative publishes for version 3.0.0. */
function checkAsyncApi(): ValidateFunction {
  const path = createRequire(import.meta.url).resolve('@asyncapi/specs/schemas/3.0.0.json');
  // It brings draft 7's own schema along.
  const judge = new Ajv({ strict: false, meta: false, validateSchema: false });
  formats.default(judge);
  return judge.compile(object.parse(JSON.parse(readFileSync(path, 'utf8'))));
}

describe('AsyncAPI', () => {
  test('is valid; with a fault in it, it is not', () => {
    const valid = checkAsyncApi();
    expect([valid(asyncApi), valid.errors]).toEqual([true, null]);
    expect(valid({ ...asyncApi, channels: { x: { address: 7 } } })).toBe(false);
    expect(valid({ ...asyncApi, operations: { x: { action: 'shout', channel: { $ref: '#/channels/report' } } } })).toBe(false);
  });

  test('every reference in it leads somewhere', () => {
    const refs = [...JSON.stringify(asyncApi).matchAll(/"\$ref":"([^"]+)"/g)].map(([, path = '']) => path);
    const at = (path: string): unknown =>
      path
        .slice(2)
        .split('/')
        .reduce<unknown>((inside, key) => (typeof inside === 'object' && inside !== null ? Reflect.get(inside, key) : undefined), asyncApi);
    expect(refs.length).toBeGreaterThan(100);
    expect(refs.filter((path) => !path.startsWith('#/') || at(path) === undefined)).toEqual([]);
  });

  test('has every topic and every operation, and says where the hub listens', () => {
    expect(Object.values(asyncApi.channels).map(({ address }) => address)).toEqual(topicTable.map(({ topic }) => `omni/1/home/${topic}`));
    expect(Object.keys(asyncApi.operations)).toEqual(expect.arrayContaining(operationNames));
    const sent = topicTable.filter(({ by, topic }) => by === 'hub' && !topic.startsWith('rpc/')).length;
    expect(Object.values(asyncApi.operations).filter(({ action }) => action === 'send')).toHaveLength(sent);
    expect(asyncApi.servers).toMatchObject({ webSocket: { host: new URL(hub.http).host }, tcp: { host: new URL(hub.mqtt).host } });
  });

  test('its schemas take every message of a home that lives, and refuse what is none', async () => {
    await owner.watch(...owner.topics.everything);
    const { did, line } = await enterPuppet(hub, owner, { place: { name: 'Documented' } });
    await line.event('light', 'overheated', { degrees: 90 });
    await owner.heard(owner.topics.event(did, 'light', 'overheated'));
    const seen = new Set<TopicPattern>();
    for (const { topic, json } of owner.messages.all) {
      const below = topic.slice(rootOf(hub.home).length + 1);
      const row = topicTable.find((each) => belongsTo(each.topic, below));
      if (!row || json === undefined) continue;
      const check = ajv.getSchema(`document#/components/schemas/${messages[row.topic].name}`);
      expect([check?.(json), check?.errors, topic]).toEqual([true, null, topic]);
      expect(check?.({ ...json, v: 'two', session: '+', rev: -1, title: 7 }), topic).toBe(false);
      seen.add(row.topic);
    }
    expect([...seen].sort()).toEqual(
      [
        'dev/{did}/e/{service}/{event}',
        'dev/{did}/p/{service}/{property}',
        'dev/{did}/place',
        'dev/{did}/spec',
        'dev/{did}/state',
        'home/nearby/{serial}',
        'home/people/{client}',
        'hub/info',
        'hub/state',
      ].sort(),
    );
  });

  test('a request and its replies, done and refused, fit the messages of their operation', async () => {
    const { components } = asyncApi;
    const check = (name: string, json: unknown): unknown => {
      expect(components.messages[name], name).toBeDefined();
      const validate = ajv.getSchema(`document#/components/messages/${name}/payload`);
      return validate?.(json) === true ? [] : validate?.errors;
    };
    const id = newId();
    expect(check('room.put.request', { v: 1, id, op: 'room.put', args: { id: 'attic', name: 'Attic' } })).toEqual([]);
    expect(check('room.put.request', { v: 1, id, op: 'room.put', args: { id: '+' } })).not.toEqual([]);
    expect(check('room.put.request', { v: 1, id, op: 'room.list', args: { id: 'attic' } })).not.toEqual([]);
    const done = await owner.ask('room.put', { id: 'attic', name: 'Attic' });
    expect(check('room.put.reply', done)).toEqual([]);
    const refused = await owner.ask('room.remove', { id: 'cellar' });
    expect(refused.ok).toBe(false);
    expect(check('refusal', refused)).toEqual([]);
    expect(check('room.put.reply', refused)).not.toEqual([]);
  });
});

describe('OpenAPI', () => {
  const load = async () => openApiSchema.parse(await (await fetch(`${hub.http}/api/docs/json`)).json());

  test('is 3.1 and valid; with a fault in it, it is not', async () => {
    const document = await load();
    expect(document.openapi).toBe('3.1.0');
    expect(await new Validator().validate(document)).toEqual({ valid: true });
    expect((await new Validator().validate({ ...document, paths: { '/x': { get: { responses: 7 } } } })).valid).toBe(false);
  });

  test('the doors beside the operations answer as it says', async () => {
    expect(healthSchema.strict().parse(await (await fetch(`${hub.http}/healthz`)).json())).toEqual({ status: 'ok' });
    const { token } = await owner.call('person.invite', { role: 'guest', rooms: [] });
    const person = claimedSchema.strict().parse(await (await postClaim(hub.http, { token, name: 'Reader' })).json());
    const session = await fetch(`${hub.http}/api/session`, { headers: { authorization: basic(person) } });
    expect(whoSchema.strict().parse(await session.json())).toMatchObject({ client: person.client, role: 'guest', name: 'Reader' });
  });

  test('says what each operation takes and gives, as the table does', async () => {
    const text = JSON.stringify(await load());
    for (const name of operationNames) expect(text).toContain(JSON.stringify(operations[name].doc).slice(1, -1));
  });
});
