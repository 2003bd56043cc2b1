// The HTTP door as an OpenAPI 3.1 document, made from the table of operations.
import { replySchema } from '#protocol/envelopes.ts';
import { errors } from '#protocol/errors.ts';
import { operations, operationNames } from '#protocol/operations/index.ts';
import { z } from '#protocol/zod.ts';

const schemaOf = (schema: z.ZodType, io: 'input' | 'output') =>
  z.toJSONSchema(schema, { target: 'draft-2020-12', io, unrepresentable: 'any' });

const json = (schema: unknown) => ({ 'application/json': { schema } });
const statuses = [...new Set(Object.values(errors).map(({ status }) => status))].sort((a, b) => a - b);
const wordsOf = (status: number): string =>
  Object.entries(errors)
    .filter(([, row]) => row.status === status)
    .map(([code, { what }]) => `${code}: ${what}`)
    .join(' ');

export function openApiDocument(build: string) {
  const failures = Object.fromEntries(
    statuses.map((status) => [String(status), { description: wordsOf(status), content: json({ $ref: '#/components/schemas/Reply' }) }]),
  );
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
    info: { title: 'Omnihome hub', version: '1', description: `The operations of the home, as served over MQTT too. Build ${build}.` },
    security: [{ basic: [] }, { cookie: [] }],
    paths,
    components: {
      schemas: { Reply: schemaOf(replySchema, 'output') },
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
