// The HTTP door: who may knock, what it serves, what it says of itself.
import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { operationNames, operations } from '#protocol/operations/index.ts';
import { basic, enterAsOwner } from '../support/controller.ts';
import type { Controller } from '../support/controller.ts';
import { whenDone } from '../support/cleanup.ts';
import { startHub } from '../support/start-hub.ts';
import type { TestHub } from '../support/start-hub.ts';
import { within } from '../support/waiting.ts';

let doors: TestHub;
let owner: Controller;
let port: string;
beforeAll(async () => {
  doors = await startHub();
  owner = await enterAsOwner(doors);
  port = new URL(doors.http).port;
});

interface Answer {
  status: number;
  text: string;
  headers: Record<string, string | string[] | undefined>;
}
/** By node:http: fetch does not let a test set Host. */
function knock(path: string, headers: Record<string, string> = {}, method = 'GET', body?: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    // Not as a URL: that would mend the path before it leaves.
    const asked = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text, headers: response.headers }));
    });
    asked.on('error', reject);
    asked.end(body);
  });
}
/** The HTTP status of an upgrade; 101 where it was granted. */
function upgrade(headers: Record<string, string>, path = '/mqtt', protocols: string[] = ['mqtt']): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${doors.http.replace('http', 'ws')}${path}`, protocols, { headers });
    socket.on('open', () => {
      socket.close();
      resolve(101);
    });
    socket.on('unexpected-response', (_request, response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    socket.on('error', (error) => reject(error));
  });
}

const json = { 'content-type': 'application/json' };
const routes: [method: string, path: string, body?: string][] = [
  ['GET', '/'],
  ['GET', '/healthz'],
  ['GET', '/api/session'],
  ['POST', '/api/claim', '{"token":"x","name":"X"}'],
  ['POST', '/api/rpc/room.list', '{}'],
  ['GET', '/api/docs'],
  ['GET', '/api/docs/json'],
  ['GET', '/api/asyncapi.json'],
  ['GET', '/api/things'],
  ['PUT', '/api/things/d-one/properties/light/on', 'true'],
  ['GET', '/nothing/here'],
  ['GET', '/api/nothing'],
  ['GET', '/mqtt'],
  // Paths that no router can decode, and one that is none.
  ['GET', '/%'],
  ['GET', '/api/%zz'],
  ['POST', '/api/rpc/%', '{}'],
  ['OPTIONS', '*'],
];
const foreignHosts = (): string[] => [
  'evil.example',
  `evil.example:${port}`,
  '127.0.0.1',
  `127.0.0.1:${Number(port) + 1}`,
  `localhost.evil.example:${port}`,
  `127.0.0.1:${port}@evil.example`,
];
const foreignOrigins = (): string[] => [
  'http://evil.example',
  `http://evil.example:${port}`,
  'null',
  `https://127.0.0.1:${port}`,
  `http://127.0.0.1:${port}.evil.example`,
  `http://127.0.0.1`,
  'file://',
];

describe('a foreign Host (DNS rebinding) or Origin gets nothing', () => {
  test.each(routes)('%s %s', async (method, path, body) => {
    const headers = { ...json, authorization: basic(owner.person), cookie: owner.person.cookie };
    for (const host of foreignHosts()) {
      const answer = await knock(path, { ...headers, host }, method, body);
      expect([answer.status, host]).toEqual([403, host]);
      expect(answer.text).toContain('FORBIDDEN');
    }
    for (const origin of foreignOrigins())
      expect([(await knock(path, { ...headers, origin }, method, body)).status, origin]).toEqual([403, origin]);
  });

  test('nor a WebSocket, cookie or not', async () => {
    for (const host of foreignHosts()) expect([await upgrade({ host, cookie: owner.person.cookie }), host]).toEqual([403, host]);
    for (const origin of foreignOrigins()) expect([await upgrade({ origin, cookie: owner.person.cookie }), origin]).toEqual([403, origin]);
  });

  test('its own are let in: by address and by name, with and without Origin', async () => {
    for (const name of ['127.0.0.1', 'localhost', 'LOCALHOST', '[::1]']) {
      const host = `${name}:${port}`;
      expect((await knock('/healthz', { host })).status).toBe(200);
      expect((await knock('/healthz', { host, origin: `http://${host}` })).status).toBe(200);
      expect(await upgrade({ host, origin: `http://${host}` })).toBe(101);
    }
  });
});

describe('what is asked', () => {
  test('without credentials, with wrong ones, with a wrong scheme: 401', async () => {
    for (const headers of [
      {},
      { authorization: basic({ client: owner.person.client, secret: 'wrong' }) },
      { authorization: 'Bearer x' },
      { authorization: 'Basic' },
      { authorization: 'Basic !!!' },
      { cookie: 'omni_session=x' },
    ]) {
      const answer = await knock('/api/rpc/room.list', { ...json, ...headers }, 'POST', '{}');
      expect([answer.status, headers]).toEqual([401, headers]);
    }
    // Wrong credentials do not fall back to a right cookie.
    expect(
      (await knock('/api/rpc/room.list', { ...json, cookie: owner.person.cookie, authorization: 'Basic x' }, 'POST', '{}')).status,
    ).toBe(401);
    expect((await knock('/api/rpc/room.list', { ...json, cookie: owner.person.cookie }, 'POST', '{}')).status).toBe(200);
  });

  test('in another form than JSON: refused, so that no form of another page can send it', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', '']) {
      const answer = await knock(
        '/api/rpc/room.put',
        { ...(type === '' ? {} : { 'content-type': type }), cookie: owner.person.cookie },
        'POST',
        '{"id":"cellar"}',
      );
      expect([answer.status, type]).toEqual([400, type]);
    }
    expect((await owner.call('room.list', {})).rooms).toEqual([]);
  });

  test('malformed, too large, or by another method', async () => {
    const headers = { ...json, cookie: owner.person.cookie };
    const cut = await knock('/api/rpc/room.list', headers, 'POST', '{"a":');
    expect([cut.status, cut.text]).toEqual([400, expect.stringContaining('BAD_REQUEST') as string]);
    const large = await knock('/api/rpc/room.list', headers, 'POST', `{"a":"${'x'.repeat(70_000)}"}`);
    expect([large.status, large.text]).toEqual([413, expect.stringContaining('TOO_LARGE') as string]);
    const proto = await knock('/api/rpc/room.list', headers, 'POST', '{"__proto__":{"role":"owner"}}');
    expect(proto.status).toBe(400);
    expect((await knock('/api/rpc/room.list', headers)).status).toBe(404);
    const deep = await knock('/api/rpc/room.list', headers, 'POST', `${'['.repeat(30_000)}${']'.repeat(30_000)}`);
    expect(deep.status).toBe(400);
  });

  test('what is not there: JSON below /api, the page or plain text elsewhere, never a file of the project', async () => {
    const missing = await knock('/api/nothing');
    expect([missing.status, missing.text]).toEqual([404, expect.stringContaining('NO_SUCH_OPERATION') as string]);
    for (const path of ['/../package.json', '/%2e%2e/package.json', '/..%2fpackage.json', '/assets/../../package.json', '/hub.db', '/.env'])
      expect((await knock(path)).text, path).not.toMatch(/omnihome"|SQLite/);
  });
});

describe('what has no route answers in the same shape as everything else', () => {
  const error = (code: string) => ({
    v: 1,
    id: '0'.repeat(26),
    ok: false,
    error: expect.objectContaining({ code, outcome: 'not-done' }) as object,
  });

  test.each([
    ['GET', '/%'],
    ['GET', '/api/%zz'],
    ['POST', '/api/rpc/%'],
    ['GET', '/%?x=1'],
  ])('%s %s', async (method, path) => {
    const answer = await knock(path, method === 'POST' ? json : {}, method, method === 'POST' ? '{}' : undefined);
    expect([answer.status, JSON.parse(answer.text)]).toEqual([400, error('BAD_REQUEST')]);
  });

  test('an upgrade of a path that cannot be decoded', async () => {
    expect(await upgrade({}, '/mqtt%')).toBe(400);
    expect(await upgrade({ host: 'evil.example' }, '/mqtt%')).toBe(403);
  });

  test.each([
    ['no HTTP at all', 'HELLO?\r\n\r\n', 400, 'BAD_REQUEST'],
    ['headers without end', `GET / HTTP/1.1\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`, 413, 'TOO_LARGE'],
  ])('%s', async (_name, bytes, status, code) => {
    const socket = connect(Number(port), '127.0.0.1');
    whenDone(() => socket.destroy());
    let text = '';
    socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
    socket.write(bytes);
    await within(once(socket, 'close'), 'end of the connection');
    expect(text).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(JSON.parse(text.slice(text.indexOf('\r\n\r\n') + 4))).toEqual(error(code));
  });
});

describe('what it says of itself', () => {
  test('/healthz is 200 when ready', async () => {
    expect(JSON.parse((await knock('/healthz')).text)).toEqual({ status: 'ok' });
  });

  test('the cookie is HttpOnly and SameSite=Strict, and the answer is not kept by a cache', async () => {
    const { token } = await owner.call('person.invite', { role: 'guest' });
    const answer = await knock('/api/claim', json, 'POST', JSON.stringify({ token, name: 'Guest' }));
    const [cookie] = answer.headers['set-cookie'] ?? [];
    expect(cookie).toMatch(/^omni_session_hub-\w+=[\w-]{43};/);
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Strict/);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.text).not.toContain(token);
  });

  test('who is signed in, and nobody’s secret', async () => {
    const session = await knock('/api/session', { cookie: owner.person.cookie });
    expect(JSON.parse(session.text)).toMatchObject({ client: owner.person.client, role: 'owner' });
    expect(session.text).not.toContain(owner.person.secret);
  });

  test('that nobody is signed in: an answer without content', async () => {
    for (const headers of [{}, { cookie: 'omni_session=x' }]) {
      const answer = await knock('/api/session', headers);
      expect([answer.status, answer.text]).toEqual([204, '']);
    }
    expect((await knock('/api/session', { authorization: 'Basic x' })).status).toBe(401);
  });

  test('headers that keep a page from being framed or fed with foreign scripts', async () => {
    const { headers } = await knock('/');
    expect(headers['content-security-policy']).toMatch(/default-src 'self'/);
    expect(headers['content-security-policy']).toMatch(/frame-ancestors 'none'/);
    expect(headers['content-security-policy']).not.toMatch(/unsafe|upgrade-insecure/);
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['x-powered-by']).toBeUndefined();
  });

  test('OpenAPI at /api/docs: every operation, with its role, and the doors beside them', async () => {
    expect((await knock('/api/docs')).status).toBe(200);
    const { openapi, paths } = JSON.parse((await knock('/api/docs/json')).text) as {
      openapi: string;
      paths: Record<string, { post: { operationId: string; description: string; requestBody: object; responses: Record<string, object> } }>;
    };
    expect(openapi).toMatch(/^3\.1/);
    const members = ['properties/{service}/{property}', 'actions/{service}/{action}'].map((rest) => `/api/things/{did}/${rest}`);
    const doors = ['/healthz', '/api/claim', '/api/session', '/api/asyncapi.json', '/api/things', '/api/things/{did}', ...members];
    expect(Object.keys(paths).sort()).toEqual([...doors, ...operationNames.map((name) => `/api/rpc/${name}`)].sort());
    for (const name of operationNames) {
      const { post } = paths[`/api/rpc/${name}`] ?? { post: undefined };
      expect(post?.operationId).toBe(name);
      expect(post?.description).toContain(operations[name].role);
      expect(Object.keys(post?.responses ?? {})).toEqual(expect.arrayContaining(['200', '400', '401', '403', '404']));
    }
  });
});

test('stopping tells everybody before the doors close', async () => {
  const hub = await startHub();
  const phone = await enterAsOwner(hub);
  await phone.watch(phone.topics.hubState);
  await phone.heard(phone.topics.hubState, ({ json }) => json?.state === 'ready');
  const stopped = hub.stop();
  await phone.heard(phone.topics.hubState, ({ json }) => json?.state === 'stopping');
  await stopped;
  await expect(fetch(`${hub.http}/healthz`)).rejects.toThrow();
});

describe('stopping is not held up', () => {
  test('by a WebSocket that was refused and stays', async () => {
    const hub = await startHub();
    const answered = new Promise<void>((resolve, reject) => {
      const socket = new WebSocket(hub.ws, ['mqtt'], { headers: { origin: 'http://evil.example' } });
      socket.on('unexpected-response', (_request, response) => {
        response.resume();
        resolve();
      });
      socket.on('open', () => reject(new Error('let in')));
    });
    await answered;
    await within(hub.stop(), 'end of the hub', 2_000);
  });

  test('by a WebSocket that never answers a closing handshake, nor by a connection that says nothing', async () => {
    const hub = await startHub();
    const { host, port: own } = new URL(hub.http);
    const deaf = connect(Number(own), '127.0.0.1');
    const silent = [connect(Number(own), '127.0.0.1'), connect(Number(new URL(hub.mqtt).port), '127.0.0.1')];
    for (const socket of [deaf, ...silent]) {
      socket.on('error', () => undefined);
      whenDone(() => socket.destroy());
    }
    deaf.write(
      `GET /mqtt HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Protocol: mqtt\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`,
    );
    const [answer] = (await once(deaf, 'data')) as [Buffer];
    expect(answer.toString()).toMatch(/^HTTP\/1.1 101/);
    await within(hub.stop(), 'end of the hub', 2_000);
  });
});

test('a request without Host', async () => {
  const socket = connect(Number(port), '127.0.0.1');
  whenDone(() => socket.destroy());
  socket.write('GET /healthz HTTP/1.0\r\n\r\n');
  const [answer] = (await once(socket, 'data')) as [Buffer];
  expect(answer.toString()).toMatch(/^HTTP\/1.\d 403/);
});
