// What may be shown of a message: its payload without secrets, by the schemas of its topic.
import { operationNames, isOperation, operations } from './operations/index.ts';
import { pairDownSchema, pairUpSchema } from './pairing.ts';
import { hasSecrets, hidden, redact, redactText, secretFields } from './redact.ts';
import type { Route } from './topics.ts';
import { z } from './zod.ts';

export interface Shown {
  readonly text: string;
  /** Is anything in it hidden? */
  readonly hidden: boolean;
}

/** A reply does not say what it answers, so whatever any operation calls secret is hidden. */
const anyReply = z.object({ result: z.union(operationNames.map((name) => operations[name].result)) });
const replySecrets = secretFields(anyReply).map((field) => `"${field}"`);

const asIs = (text: string): Shown => ({ text, hidden: false });
const shown = (text: string): Shown => ({ text, hidden: text.includes(hidden) });

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Everything that stands where it should not, or in no JSON at all, is hidden where it looks like a secret. */
function byLooks(schema: z.core.$ZodType, text: string): Shown {
  const json = parse(text);
  if (json === undefined) return shown(redactText(text));
  return shown(redactText(JSON.stringify(redact(schema, json))));
}

function bySchema(schema: z.ZodType, text: string): Shown {
  const json = parse(text);
  return schema.safeParse(json).success ? shown(JSON.stringify(redact(schema, json))) : byLooks(schema, text);
}

function request(text: string): Shown {
  const json = parse(text);
  const op: unknown = typeof json === 'object' && json !== null && 'op' in json ? json.op : undefined;
  if (typeof op !== 'string' || !isOperation(op)) return byLooks(z.unknown(), text);
  const { args } = operations[op];
  return hasSecrets(args) ? byLooks(z.object({ args }), text) : asIs(text);
}

/** What may be shown of a payload. `route` undefined: a topic of nobody's, where anything may stand. */
export function redactMessage(route: Route | undefined, text: string): Shown {
  switch (route?.kind) {
    case 'request':
      return request(text);
    case 'reply':
      // The hub writes replies: a secret stands where its schema says, under a name that can be looked for at little cost.
      return replySecrets.some((field) => text.includes(field)) ? bySchema(anyReply, text) : asIs(text);
    case 'pair-up':
      return bySchema(pairUpSchema, text);
    case 'pair-down':
      return bySchema(pairDownSchema, text);
    case undefined:
      return byLooks(z.unknown(), text);
    default:
      return asIs(text);
  }
}
