// HTTP: the page, the API, and MQTT over WebSocket, on one port.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AddressInfo, Socket } from 'node:net';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import fastifyStatic from '@fastify/static';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import websocket from '@fastify/websocket';
import fastify from 'fastify';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { Openness } from '#protocol/envelopes.ts';
import { errors, OmniError, toOmniError } from '#protocol/errors.ts';
import { parseUlid, ulid } from '#protocol/ids.ts';
import { limits } from '#protocol/spec.ts';
import type { Broker } from '../broker/broker.ts';
import { wsMaxPayload } from '../broker/broker.ts';
import type { HubClock } from '../clock.ts';
import { nilId } from '../control/router.ts';
import type { Router } from '../control/router.ts';
import type { Log } from '../log.ts';
import { namedRooms } from '../registry/people.ts';
import type { People, Person } from '../registry/people.ts';
import { randomFraction } from '../secrets.ts';
import { asyncApiDocument } from './asyncapi.ts';
import { allowedNames, checkDoor } from './doors.ts';
import { answerNoHttp, bodyOf, createEarlyErrors } from './early.ts';
import { createFailures } from './failures.ts';
import { openApiDocument } from './openapi.ts';
import { claimSchema } from './shapes.ts';
import { registerThings } from './things.ts';

const csp = {
  defaultSrc: ["'self'"],
  imgSrc: ["'self'", 'data:'],
  styleSrc: ["'self'"],
  connectSrc: ["'self'"],
  objectSrc: ["'none'"],
  frameAncestors: ["'none'"],
  baseUri: ["'none'"],
  formAction: ["'self'"],
  upgradeInsecureRequests: null,
};

/** Identifies the built page: a page that was loaded from another build reloads itself. */
export function buildOf(page: string): string {
  const index = join(page, 'index.html');
  return existsSync(index) ? createHash('sha256').update(readFileSync(index)).digest('hex').slice(0, 12) : 'unbuilt';
}

interface Needs {
  readonly hub: string;
  readonly home: string;
  readonly build: string;
  /** Folder of the built page. */
  readonly page: string;
  readonly host: string;
  readonly people: People;
  readonly router: Router;
  readonly broker: Broker;
  readonly clock: HubClock;
  readonly log: Log;
  readonly isReady: () => boolean;
  readonly openness: () => Openness;
  /** Of MQTT over TCP; undefined before it listens. */
  readonly mqttPort: () => number | undefined;
}

export async function createHttp(needs: Needs) {
  const { hub, home, build, page, host, people, router, broker, clock, log, isReady, openness, mqttPort } = needs;
  const cookieName = `omni_session_${hub}`;
  const names = allowedNames(host);
  let port = 0;
  const atTheDoor = (request: FastifyRequest): void => checkDoor(request.headers, names, port);

  const app = fastify({
    logger: false,
    bodyLimit: limits.payloadBytes,
    forceCloseConnections: true,
    maxRequestsPerSocket: 0,
    routerOptions: { ignoreTrailingSlash: true },
    frameworkErrors: createEarlyErrors(atTheDoor, nilId),
    clientErrorHandler: (error, socket) => answerNoHttp(error, socket, nilId),
  });
  app.removeContentTypeParser('text/plain');
  const sockets = new Set<Socket>();
  app.server.on('connection', (socket: Socket) => {
    socket.setNoDelay(true);
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });

  const failed = (reply: FastifyReply, error: OmniError, id = nilId) => reply.code(errors[error.code].status).send(bodyOf(error, id));

  app.addHook('onRequest', (request, _reply, done) => {
    atTheDoor(request);
    done();
  });
  // An upgrade that was answered with words: no server of Node's counts its socket any more, so nothing else would close it.
  app.addHook('onResponse', (request, _reply, done) => {
    if (request.headers.upgrade !== undefined) request.raw.socket.destroySoon();
    done();
  });
  app.setErrorHandler((thrown: FastifyError, _request, reply) => {
    if (thrown instanceof OmniError) return failed(reply, thrown);
    const status = thrown.statusCode ?? 500;
    if (status === 413) return failed(reply, new OmniError('TOO_LARGE', `A body has at most ${limits.payloadBytes} bytes.`));
    if (status === 415)
      return failed(
        reply,
        new OmniError('BAD_REQUEST', 'Send JSON with the header Content-Type: application/json.', { path: 'Content-Type' }),
      );
    if (status < 500) return failed(reply, new OmniError('BAD_REQUEST', thrown.message));
    log.error({ err: thrown }, 'a request failed');
    return failed(reply, toOmniError(thrown));
  });

  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: csp },
    strictTransportSecurity: false,
    crossOriginEmbedderPolicy: false,
  });
  await app.register(cookie);
  await app.register(websocket, {
    options: { maxPayload: wsMaxPayload, perMessageDeflate: false, handleProtocols: (offered) => (offered.has('mqtt') ? 'mqtt' : false) },
  });

  const byCookie = (request: FastifyRequest): Person | undefined => {
    const token = request.cookies[cookieName];
    return token === undefined ? undefined : people.bySession(token);
  };
  const byBasic = (request: FastifyRequest): Person | undefined => {
    const [scheme, code] = request.headers.authorization?.split(' ') ?? [];
    if (scheme?.toLowerCase() !== 'basic' || code === undefined) return undefined;
    const text = Buffer.from(code, 'base64').toString();
    const colon = text.indexOf(':');
    return colon < 0 ? undefined : people.byPassword(text.slice(0, colon), text.slice(colon + 1));
  };
  /** Errors: UNAUTHENTICATED. Credentials that were sent and are wrong do not fall back to a cookie. */
  const whoAsks = (request: FastifyRequest): Person => {
    const person = request.headers.authorization === undefined ? byCookie(request) : byBasic(request);
    if (!person) throw new OmniError('UNAUTHENTICATED', 'Neither the cookie nor the credentials name a person of this home.');
    return person;
  };

  app.get('/healthz', (_request, reply) => reply.code(isReady() ? 200 : 503).send({ status: isReady() ? 'ok' : 'starting' }));

  app.get('/api/session', (request, reply) => {
    const person = request.headers.authorization === undefined ? byCookie(request) : whoAsks(request);
    // Nobody yet is an answer, not a fault: a browser would write a 401 on its console.
    if (!person) return reply.code(204).send();
    const { client, name, role } = person;
    const rooms = namedRooms(person);
    return reply.header('cache-control', 'no-store').send({ client, name, role, rooms, home, build });
  });

  const failures = createFailures(clock);
  const claim = async (body: unknown) => {
    const args = claimSchema.safeParse(body);
    if (!args.success)
      throw new OmniError('BAD_ARGS', args.error.issues[0]?.message ?? 'wrong arguments', {
        path: args.error.issues[0]?.path.map(String).join('.') ?? '',
        hint: 'Send {"token": "…", "name": "…"}.',
      });
    return people.claim(args.data.token, args.data.name);
  };
  app.post('/api/claim', async (request, reply) => {
    const { person, secret, session } = await failures.count(request.ip, () => claim(request.body));
    return reply
      .setCookie(cookieName, session, { httpOnly: true, sameSite: 'strict', path: '/', maxAge: 365 * 24 * 3600 })
      .header('cache-control', 'no-store')
      .send({ client: person.client, secret, role: person.role });
  });

  app.post<{ Params: { op: string } }>('/api/rpc/:op', async (request, reply) => {
    const { client } = whoAsks(request);
    const asked = request.headers['omni-id'];
    const id = typeof asked === 'string' && parseUlid(asked) ? asked : ulid(clock.now(), randomFraction);
    const answer = await router.call(client, { id, op: request.params.op, args: request.body ?? {}, ttl: undefined, trace: false });
    return reply.code(answer.ok ? 200 : errors[answer.error.code].status).send(answer);
  });

  registerThings(app, { home, router, clock, openness, whoAsks, mqttPort });

  // Hosts as the caller reached them, which are few: the door has checked that they are the hub's own.
  const asyncApi = new Map<string, string>();
  app.get('/api/asyncapi.json', (request, reply) => {
    const { host: webSocket, hostname } = request;
    const tcp = isReady() ? `${hostname}:${mqttPort() ?? ''}` : undefined;
    const key = `${webSocket} ${tcp ?? ''}`;
    const document = asyncApi.get(key) ?? JSON.stringify(asyncApiDocument({ build, home, webSocket, tcp }));
    asyncApi.set(key, document);
    return reply.type('application/json').header('cache-control', 'no-cache').send(document);
  });
  await app.register(swagger, { mode: 'static', specification: { document: openApiDocument(build) as never } });
  await app.register(swaggerUi, { routePrefix: '/api/docs', staticCSP: true, uiConfig: { docExpansion: 'none' } });

  await app.register((scope, _options, done) => {
    scope.get('/mqtt', { websocket: true }, (socket, request) => broker.handleWs(socket, request.raw, byCookie(request)?.client));
    done();
  });

  const built = existsSync(join(page, 'index.html'));
  if (built)
    await app.register(fastifyStatic, {
      root: page,
      cacheControl: false,
      setHeaders: (reply, path) =>
        void reply.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache'),
    });
  app.setNotFoundHandler((request, reply) => {
    if (request.url.startsWith('/api/'))
      return failed(
        reply,
        new OmniError('NO_SUCH_OPERATION', `There is nothing at ${request.method} ${request.url.slice(0, 80)}.`, {
          hint: 'See /api/docs.',
        }),
      );
    // The page's own routes; anything with a file's ending is a file that is not there.
    if (built && request.method === 'GET' && !/\.\w+$/.test(request.url.split('?')[0] ?? '')) return reply.sendFile('index.html');
    return reply
      .code(404)
      .type('text/plain')
      .send(built ? 'Not found.' : 'The page is not built: run "npm run build", then start again.');
  });

  return {
    /** Errors: what net.Server gives (EADDRINUSE, EACCES). */
    async listen(wanted: number): Promise<number> {
      await app.listen({ port: wanted, host });
      port = (app.server.address() as AddressInfo).port;
      return port;
    },
    async stop(): Promise<void> {
      // Whoever does not answer a closing handshake is not waited for.
      const patience = setTimeout(() => sockets.forEach((socket) => socket.destroy()), 200);
      await app.close();
      clearTimeout(patience);
    },
  };
}
export type Http = Awaited<ReturnType<typeof createHttp>>;
