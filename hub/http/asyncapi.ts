// The MQTT door as an AsyncAPI 3 document, made from the tables of topics, messages and operations. It is written from the
// hub's side: it `send`s what the hub publishes, and `receive`s what others do.
import { messages, topicParameters } from '#protocol/messages.ts';
import { operations, operationNames } from '#protocol/operations/index.ts';
import type { OperationName } from '#protocol/operations/index.ts';
import { protocolVersion, rootOf, topicTable } from '#protocol/topics.ts';
import type { TopicPattern } from '#protocol/topics.ts';
import { jsonSchema } from './json-schema.ts';

export interface AsyncApiFacts {
  readonly build: string;
  readonly home: string;
  /** host:port of MQTT over WebSocket, as the caller reached it. */
  readonly webSocket: string;
  /** host:port of MQTT over TCP; undefined before it listens. */
  readonly tcp: string | undefined;
}

const ref = (...path: string[]) => ({ $ref: `#/${path.join('/')}` });
const fromEntries = <T>(keys: readonly string[], value: (key: string) => T): Record<string, T> =>
  Object.fromEntries(keys.map((key) => [key, value(key)]));
const draft = (schema: Parameters<typeof jsonSchema>[0]) => jsonSchema(schema, 'draft-7', 'input');

/** Requests and replies are one message for each operation of the table. */
const perOperation = (topic: TopicPattern): 'request' | 'reply' | undefined =>
  topic === 'rpc/{client}/{session}' ? 'request' : topic === 'rpc/{client}/{session}/res' ? 'reply' : undefined;

const parametersOf = (topic: string): string[] => [...topic.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);

function requestOf(name: OperationName) {
  const { doc, args } = operations[name];
  return {
    name: `${name} request`,
    title: name,
    summary: doc,
    payload: { allOf: [ref('components', 'schemas', 'request'), { properties: { op: { const: name }, args: draft(args) } }] },
  };
}
function replyTo(name: OperationName) {
  const done = { required: ['result'], properties: { ok: { const: true }, result: draft(operations[name].result) } };
  return { name: `${name} reply`, title: `${name}, done`, payload: { allOf: [ref('components', 'schemas', 'reply'), done] } };
}
const refusal = {
  name: 'refusal',
  title: 'Refused, or not confirmed',
  payload: { allOf: [ref('components', 'schemas', 'reply'), { required: ['error'], properties: { ok: { const: false } } }] },
};

function channelOf(topic: TopicPattern, home: string) {
  const { name, title } = messages[topic];
  const kind = perOperation(topic);
  const carried = kind === 'request' ? operationNames : kind === 'reply' ? [...operationNames, 'refusal'] : [name];
  const folder = (key: string) => (key === 'refusal' || !kind ? key : `${key}.${kind}`);
  return {
    address: `${rootOf(home)}/${topic}`,
    title,
    description: topicTable.find((row) => row.topic === topic)?.payload ?? '',
    parameters: fromEntries(parametersOf(topic), (key) => ({ description: topicParameters[key] ?? key })),
    messages: fromEntries(carried, (key) => ref('components', 'messages', folder(key))),
  };
}

function passing(): [string, object][] {
  return topicTable
    .filter(({ topic }) => perOperation(topic) === undefined)
    .map(({ topic, by, qos, retained, payload }) => {
      const { name } = messages[topic];
      const action = by === 'hub' ? 'send' : 'receive';
      return [
        `${action}-${name}`,
        {
          action,
          channel: ref('channels', name),
          summary: `Published by: ${by}. ${payload}`,
          messages: [ref('channels', name, 'messages', name)],
          bindings: { mqtt: { qos, retain: retained, bindingVersion: '0.2.0' } },
        },
      ];
    });
}

function called(): [string, object][] {
  return operationNames.map((name) => {
    const { doc, role, ttl } = operations[name];
    return [
      name,
      {
        action: 'receive',
        channel: ref('channels', 'request'),
        title: name,
        summary: doc,
        description: `Needs the role ${role} or higher. Answered within ${ttl} ms, unless the request names a ttl.`,
        tags: [{ name: name.split('.')[0] ?? name }],
        messages: [ref('channels', 'request', 'messages', name)],
        reply: {
          channel: ref('channels', 'reply'),
          messages: [ref('channels', 'reply', 'messages', name), ref('channels', 'reply', 'messages', 'refusal')],
        },
        bindings: { mqtt: { qos: 1, retain: false, bindingVersion: '0.2.0' } },
      },
    ];
  });
}

export function asyncApiDocument({ build, home, webSocket, tcp }: AsyncApiFacts) {
  const rows = topicTable.map(({ topic }) => topic);
  const named = rows.filter((topic) => perOperation(topic) === undefined).map((topic) => messages[topic]);
  const security = [ref('components', 'securitySchemes', 'password')];
  const server = { protocolVersion: '3.1.1', security };
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Omnihome over MQTT',
      version: String(protocolVersion),
      description: `What passes through this home’s broker. Build ${build}.`,
      license: { name: 'MIT' },
    },
    defaultContentType: 'application/json',
    servers: {
      webSocket: { host: webSocket, pathname: '/mqtt', protocol: 'ws', ...server, description: 'Subprotocol mqtt.' },
      ...(tcp === undefined ? {} : { tcp: { host: tcp, protocol: 'mqtt', ...server } }),
    },
    channels: Object.fromEntries(rows.map((topic) => [messages[topic].name, channelOf(topic, home)])),
    operations: Object.fromEntries<object>([...passing(), ...called()]),
    components: {
      messages: {
        ...Object.fromEntries(named.map(({ name, title }) => [name, { name, title, payload: ref('components', 'schemas', name) }])),
        ...Object.fromEntries(operationNames.map((name) => [`${name}.request`, requestOf(name)])),
        ...Object.fromEntries(operationNames.map((name) => [`${name}.reply`, replyTo(name)])),
        refusal,
      },
      schemas: Object.fromEntries(rows.map((topic) => [messages[topic].name, draft(messages[topic].schema)])),
      securitySchemes: {
        password: { type: 'userPassword', description: 'client and secret, as POST /api/claim gives them; or a device’s did and secret.' },
      },
    },
  };
}
