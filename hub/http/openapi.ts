// The HTTP door as an OpenAPI 3.1 document, made from the table of operations.
import { replySchema } from '#protocol/envelopes.ts';
import { errors } from '#protocol/errors.ts';
import { operations, operationNames } from '#protocol/operations/index.ts';
import type { z } from '#protocol/zod.ts';
import { jsonSchema } from './json-schema.ts';
import { claimedSchema, claimSchema, healthSchema, whoSchema } from './shapes.ts';
import { thingPaths } from './things-openapi.ts';

const schemaOf = (schema: z.ZodType, io: 'input' | 'output') => jsonSchema(schema, 'draft-2020-12', io);

const json = (schema: unknown) => ({ 'application/json': { schema } });
const refused = json({ $ref: '#/components/schemas/Reply' });
const statuses = [...new Set(Object.values(errors).map(({ status }) => status))].sort((a, b) => a - b);
const wordsOf = (status: number): string =>
  Object.entries(errors)
    .filter(([, row]) => row.status === status)
    .map(([code, { what }]) => `${code}: ${what}`)
    .join(' ');

const done = (schema: z.ZodType) => ({ description: 'Done.', content: json(schemaOf(schema, 'output')) });
const fails = (...codes: number[]) =>
  Object.fromEntries(codes.map((status) => [String(status), { description: wordsOf(status), content: refused }]));
const open = { security: [], tags: ['doors'] } as const;

/** The doors beside the operations. */
const doors = {
  '/healthz': {
    get: {
      ...open,
      operationId: 'health',
      summary: 'Is the hub ready?',
      responses: { '200': done(healthSchema), '503': { ...done(healthSchema), description: 'It is starting, or stopping.' } },
    },
  },
  '/api/claim': {
    post: {
      ...open,
      operationId: 'claim',
      summary: 'Uses up a claim link or an invitation: the caller becomes a person of the home, and gets the cookie.',
      requestBody: { required: true, content: json(schemaOf(claimSchema, 'input')) },
      responses: { '200': done(claimedSchema), ...fails(400, 401, 403, 429) },
    },
  },
  '/api/session': {
    get: {
      tags: ['doors'],
      security: [{}, { basic: [] }, { cookie: [] }],
      operationId: 'session',
      summary: 'Who the cookie or the credentials name.',
      responses: { '200': done(whoSchema), '204': { description: 'Neither was sent, or the cookie names nobody.' }, ...fails(401, 403) },
    },
  },
  '/api/asyncapi.json': {
    get: {
      ...open,
      operationId: 'asyncapi',
      summary: 'The MQTT door as an AsyncAPI 3 document.',
      responses: { '200': { description: 'Done.', content: json({ type: 'object' }) }, ...fails(403) },
    },
  },
};

export function openApiDocument(build: string) {
  const failures = fails(...statuses);
  const paths = Object.fromEntries(
    operationNames.map((name) => {
      const { doc, role, ttl, args, result } = operations[name];
      const [group = ''] = name.split('.');
      return [
        `/api/rpc/${name}`,
        {
          post: {
            operationId: name,
            tags: [group],
            summary: doc,
            description: `Needs the role **${role}** or higher. Answers within ${ttl} ms.`,
            parameters: [{ $ref: '#/components/parameters/id' }],
            requestBody: { required: false, content: json(schemaOf(args, 'input')) },
            responses: {
              '200': {
                description: 'Done.',
                content: json({
                  allOf: [{ $ref: '#/components/schemas/Reply' }, { type: 'object', properties: { result: schemaOf(result, 'output') } }],
                }),
              },
              ...failures,
            },
          },
        },
      ];
    }),
  );
  return {
    openapi: '3.1.0',
    info: {
      title: 'Omnihome hub',
      version: '1',
      description: `The operations of the home, as served over MQTT too. Build ${build}.`,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    security: [{ basic: [] }, { cookie: [] }],
    paths: { ...doors, ...thingPaths(failures), ...paths },
    components: {
      schemas: { Reply: schemaOf(replySchema, 'output') },
      parameters: {
        id: {
          name: 'omni-id',
          in: 'header',
          required: false,
          description: 'Id of the request, a ULID: repeated within 60 s it gets the same answer, and nothing is done twice.',
          schema: { type: 'string', pattern: '^[0-7][0-9A-HJKMNP-TV-Z]{25}$' },
        },
      },
      securitySchemes: {
        basic: { type: 'http', scheme: 'basic', description: 'client and secret, as POST /api/claim gives them' },
        cookie: {
          type: 'apiKey',
          in: 'cookie',
          name: 'omni_session',
          description: 'set by POST /api/claim; its name ends in the hub’s id',
        },
      },
    },
  };
}
