import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { redactText } from './redact.ts';
import { redactMessage } from './redact-message.ts';
import type { Route } from './topics.ts';

const code = '31415926';
const token = 'iojj3XQJ8ZX9UtstPLpdcspnCb8dlBIb83SIAbQPb1w';
const id = '01JBMZ6S410000000000000000';
const hex = 'ab'.repeat(32);
const request: Route = { kind: 'request', client: 'p-anna', session: 'tab' };
const reply: Route = { kind: 'reply', client: 'p-anna', session: 'tab' };
const up: Route = { kind: 'pair-up', serial: 'lamp-0001' };
const down: Route = { kind: 'pair-down', serial: 'lamp-0001' };
const show = (route: Route | undefined, payload: unknown) =>
  redactMessage(route, typeof payload === 'string' ? payload : JSON.stringify(payload));

describe('secrets of a message', () => {
  test.each<[string, Route | undefined, unknown]>([
    ['a setup code', request, { v: 1, id, op: 'pair.accept', args: { serial: 'lamp-0001', setupCode: code } }],
    ['a setup code under a misspelt name', request, { v: 1, id, op: 'pair.accept', args: { serial: 'lamp-0001', setup_code: code } }],
    ['a setup code of an operation that is none', request, { v: 1, id, op: 'pair.acept', args: { setupCode: code } }],
    ['a setup code in what is no JSON', request, `{"op":"pair.accept","args":{"setupCode":"${code}"`],
    ['a setup code on a topic of nobody’s', undefined, { setupCode: code }],
    ['a proof of the device', up, { v: 1, type: 'proof', nh: hex, proof: token }],
    ['a proof of the hub', down, { v: 1, type: 'prove', nh: hex, proof: token, house: { key: '', certificate: '', grants: {} } }],
    ['the secret that is granted', down, { v: 1, type: 'grant', nh: hex, home: 'home', did: 'd-1', secret: token }],
    ['an invitation', reply, { v: 1, id, ok: true, result: { token, expires: 1 } }],
    ['a claim', reply, { v: 1, id, ok: true, result: { claim: token } }],
    ['a release', reply, { v: 1, id, ok: true, result: { release: token + token } }],
    ['a release that is shown', request, { v: 1, id, op: 'pair.accept', args: { serial: 'lamp-0001', setupCode: code, release: token } }],
  ])('%s', (_, route, payload) => {
    const { text, hidden } = show(route, payload);
    expect(hidden).toBe(true);
    for (const secret of [code, token]) expect(text).not.toContain(secret);
  });

  test.each<[Route, object]>([
    [request, { v: 1, id, op: 'device.set', args: { did: 'd-1', service: 'light', property: 'on', value: code } }],
    [reply, { v: 1, id, ok: true, result: { value: 80, ts: 1772000000000 }, hops: { hub: 0.4, total: 2 } }],
    [
      { kind: 'cmd', did: 'd-1' },
      { v: 1, id, op: 'set', value: token },
    ],
    [up, { v: 1, type: 'done', did: 'd-1' }],
  ])('what holds none is shown as it came: %#', (route, payload) => {
    expect(show(route, payload)).toEqual({ text: JSON.stringify(payload), hidden: false });
  });

  test('a setup code behind a key that comes twice', () => {
    expect(show(request, `{"op":"pair.accept","args":{"setupCode":"${code}"},"args":{}}`).text).toBe('{"op":"pair.accept","args":{}}');
  });

  test('the rest of the message stays, so that it can still be read', () => {
    const args = { serial: 'lamp-0001', setupCode: code, room: 'bedroom', bought: 1772000000000 };
    const { text } = show(request, { v: 1, id, op: 'pair.accept', args });
    expect(JSON.parse(text)).toEqual({ v: 1, id, op: 'pair.accept', args: { ...args, setupCode: '•••' } });
  });

  test('nothing that comes makes it throw', () => {
    const routes = fc.constantFrom<Route | undefined>(request, reply, up, down, undefined);
    fc.assert(
      fc.property(routes, fc.oneof(fc.string(), fc.json()), (route, text) => {
        expect(typeof redactMessage(route, text).text).toBe('string');
      }),
    );
  });
});

test('by looks: eight digits, and 43 or more of base64url or hexadecimal; a time, a ULID and a name stay', () => {
  const text = `${code} 1772000000000 ${id} lamp-12345678 ${token} ${hex} dawn.lamp-1`;
  expect(redactText(text)).toBe(`••• 1772000000000 ${id} lamp-12345678 ••• ••• dawn.lamp-1`);
});
