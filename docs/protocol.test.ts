// Every example of docs/protocol.md is a message that the code takes, and its known answers are right.
import { createHmac, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as envelopes from '#protocol/envelopes.ts';
import { errorCodes } from '#protocol/errors.ts';
import { nameSchema, setupCodeSchema } from '#protocol/names.ts';
import { operationNames } from '#protocol/operations/index.ts';
import { helloText, pairDownSchema, pairUpSchema, proofText } from '#protocol/pairing.ts';
import { deviceSpecSchema, parseSpec } from '#protocol/spec.ts';
import { wireSchema } from '#protocol/wire.ts';
import { z } from '#protocol/zod.ts';

const folder = new URL('.', import.meta.url);
const text = readFileSync(new URL('protocol.md', folder), 'utf8');

const schemas: Record<string, z.ZodType> = {
  spec: deviceSpecSchema,
  report: envelopes.reportSchema,
  event: envelopes.eventMessageSchema,
  state: envelopes.stateSchema,
  announce: envelopes.announceSchema,
  session: envelopes.sessionSchema,
  place: envelopes.placeSchema,
  request: envelopes.requestSchema,
  reply: envelopes.replySchema,
  command: envelopes.commandSchema,
  'fault-command': envelopes.faultCommandSchema,
  result: envelopes.resultSchema,
  'hub-info': envelopes.hubInfoSchema,
  'hub-state': envelopes.hubStateSchema,
  room: envelopes.roomSchema,
  person: envelopes.personSchema,
  nearby: envelopes.nearbySchema,
  alert: envelopes.alertSchema,
  'pair-up': pairUpSchema,
  'pair-down': pairDownSchema,
  wire: wireSchema,
  ready: z.object({
    event: z.literal('ready'),
    http: z.url({ protocol: /^http$/ }),
    mqtt: z.url({ protocol: /^mqtt$/ }),
    ws: z.url({ protocol: /^ws$/ }),
    claim: z.string(),
    home: nameSchema,
    boxes: z.array(z.object({ serial: nameSchema, model: z.string(), setupCode: setupCodeSchema })),
  }),
};
const examples = [...text.matchAll(/<!-- example:([\w-]+) -->\n\n```json\n([\s\S]*?)\n```/g)].map(([, name = '', json = '']) => ({
  name,
  json,
}));

describe('examples', () => {
  test('every block of JSON says which message it is, and every message has one', () => {
    expect(examples.length).toBe(text.split('```json').length - 1);
    expect([...new Set(examples.map(({ name }) => name))].sort()).toEqual(Object.keys(schemas).sort());
  });
  test.each(examples)('$name: $json', ({ name, json }) => {
    const message: unknown = JSON.parse(json);
    const read = schemas[name]?.parse(message);
    // Nothing in it that the schema would drop: what is shown is what there is.
    expect(read).toEqual(message);
    if (name === 'spec') expect(parseSpec(message)).toMatchObject({ ok: true, dropped: [] });
  });
  test('every type of pairing message is shown', () => {
    const shown = new Set(examples.map(({ json }) => (JSON.parse(json) as { type?: string }).type));
    for (const option of [...pairUpSchema.options, ...pairDownSchema.options]) expect(shown).toContain(option.shape.type.value);
  });
});

test('the known answers of pairing are right', () => {
  const key = createPrivateKey({
    key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, 1)]),
    format: 'der',
    type: 'pkcs8',
  });
  const transcript = { hub: 'hub-1', serial: 'lamp-0001', nh: '0'.repeat(64), nd: 'f'.repeat(64) };
  const proof = (side: 'hub' | 'device') => createHmac('sha256', '12345678').update(proofText(side, transcript)).digest('hex');
  const rows = (name: string) => new RegExp(`^\\| ${name} +\\| \`([^\`]+)\` +\\|$`, 'm').exec(text)?.[1];
  expect(rows('proof of the hub, setup code `12345678`')).toBe(proof('hub'));
  expect(rows('proof of the device, setup code `12345678`')).toBe(proof('device'));
  expect(rows('public key of the private key of 32 bytes `01`')).toBe(createPublicKey(key).export({ format: 'jwk' }).x);
  expect(rows('its signature of the hello')).toBe(sign(null, Buffer.from(helloText(transcript)), key).toString('base64url'));
});

describe.each(readdirSync(folder).filter((name) => name.endsWith('.md')))('%s', (name) => {
  const page = readFileSync(new URL(name, folder), 'utf8');

  test('names only errors and operations that there are', () => {
    const inCode = [...page.matchAll(/`([^`\n]+)`/g)].map(([, word = '']) => word);
    const groups = new Set(operationNames.map((operation) => operation.split('.')[0]));
    const asError = inCode.filter((word) => /^[A-Z]+(_[A-Z]+)+$/.test(word) && !word.startsWith('OMNI_'));
    const asOperation = inCode.filter((word) => /^[a-z]+\.[a-z-]+$/.test(word) && groups.has(word.split('.')[0] ?? ''));
    const known = new Set<string>([...errorCodes, ...operationNames, 'hub.db', 'hub.notes']);
    expect([...asError, ...asOperation].filter((word) => !known.has(word))).toEqual([]);
  });
  test('links only to what there is', () => {
    const anchorsOf = (markdown: string) =>
      [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
        title
          .toLowerCase()
          .replace(/[^\p{L}\p{N} _-]/gu, '')
          .replaceAll(' ', '-'),
      );
    const broken = [...page.matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, target = '']) => target)
      .filter((target) => !/^https?:/.test(target))
      .filter((target) => {
        const [file = '', anchor] = target.split('#');
        const where = file === '' ? new URL(name, folder) : new URL(file, folder);
        if (!existsSync(where)) return true;
        return anchor !== undefined && !anchorsOf(readFileSync(where, 'utf8')).includes(anchor);
      });
    expect(broken).toEqual([]);
  });
  test('has no path of anybody’s machine', () => {
    expect(page).not.toMatch(/(^|[\s`"(])\/(home|root|work|Users|tmp)\//m);
  });
});
