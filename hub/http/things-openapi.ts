// The addresses of the Things (things.ts) in OpenAPI's words. Their values are bare JSON: what each may be stands in the
// Thing's own description, because it follows from the device.
const did = { name: 'did', in: 'path', required: true, schema: { type: 'string' } };
const [service, property, action] = ['service', 'property', 'action'].map((name) => ({ ...did, name }));
const value = { 'application/json': { schema: {} } };
const given = { description: 'Done.', content: value };

type Failures = Readonly<Record<string, unknown>>;
interface Row {
  readonly id: string;
  readonly summary: string;
  readonly parameters: readonly unknown[];
  /** Its body: needed, or left out where there is nothing to say. */
  readonly takes?: 'needed' | 'maybe';
}

export function thingPaths(failures: Failures) {
  const one = ({ id, summary, parameters, takes }: Row, ok: unknown = given) => ({
    operationId: id,
    tags: ['things'],
    summary,
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(takes ? { requestBody: { required: takes === 'needed', content: value } } : {}),
    responses: { '200': ok, ...failures },
  });
  const described = { description: 'Done.', content: { 'application/td+json': { schema: { type: 'object' } } } };
  const parts = [did, service, property];
  return {
    '/api/things': {
      get: one({
        id: 'things',
        summary: 'W3C Thing Descriptions of the devices that the house shows to other ecosystems.',
        parameters: [],
      }),
    },
    '/api/things/{did}': { get: one({ id: 'thing', summary: 'The Thing Description of one device.', parameters: [did] }, described) },
    '/api/things/{did}/properties/{service}/{property}': {
      get: one({ id: 'thing.read', summary: 'The present value. Refused where the device is away.', parameters: parts }),
      put: one({ id: 'thing.write', summary: 'Sets it, and gives the value that the device took.', parameters: parts, takes: 'needed' }),
    },
    '/api/things/{did}/actions/{service}/{action}': {
      post: one({
        id: 'thing.invoke',
        summary: 'Runs the action, and gives its results.',
        parameters: [did, service, action],
        takes: 'maybe',
      }),
    },
  };
}
