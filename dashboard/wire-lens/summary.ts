// The one thing that a message says, short enough for a line of the list.
import { parseJson } from '#protocol/parse-json.ts';
import type { Kind, Row } from './row.ts';
import { z } from '#protocol/zod.ts';

const short = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value)) ?? '';
const says =
  <S extends z.ZodType>(schema: S, say: (message: z.output<S>) => string) =>
  (json: unknown) => {
    const parsed = schema.safeParse(json);
    return parsed.success ? say(parsed.data) : undefined;
  };
const error = z.object({ error: z.object({ code: z.string() }) });

const sayers: { readonly [K in Kind]?: readonly ((json: unknown) => string | undefined)[] } = {
  request: [
    says(
      z.object({ op: z.string(), args: z.object({ service: z.string(), property: z.string(), value: z.unknown() }) }),
      ({ op, args }) => `${op} ${args.service}/${args.property} = ${short(args.value)}`,
    ),
    says(
      z.object({ op: z.string(), args: z.object({ service: z.string(), action: z.string() }) }),
      ({ op, args }) => `${op} ${args.service}/${args.action}`,
    ),
    says(z.object({ op: z.string() }), ({ op }) => op),
  ],
  reply: [says(error, ({ error: { code } }) => code), says(z.object({ result: z.unknown() }), ({ result }) => short(result))],
  cmd: [
    says(
      z.object({ service: z.string(), property: z.string(), value: z.unknown() }),
      ({ service, property, value }) => `${service}/${property} = ${short(value)}`,
    ),
    says(z.object({ service: z.string(), action: z.string() }), ({ service, action }) => `${service}/${action}`),
  ],
  res: [says(error, ({ error: { code } }) => code), says(z.object({ result: z.unknown() }), ({ result }) => short(result))],
  report: [says(z.object({ value: z.unknown() }), ({ value }) => short(value))],
  event: [says(z.object({ args: z.unknown() }), ({ args }) => short(args))],
  life: [says(z.object({ state: z.string() }), ({ state }) => state), says(z.object({ firmware: z.string() }), ({ firmware }) => firmware)],
  pairing: [says(z.object({ type: z.string() }), ({ type }) => type)],
  alert: [says(z.object({ message: z.string() }), ({ message }) => message)],
};

const known = new WeakMap<Row, string>();

/** At most 160 characters. */
export function summaryOf(row: Row): string {
  const before = known.get(row);
  if (before !== undefined) return before;
  const json = parseJson(row.text);
  const said = (sayers[row.kind] ?? []).reduce<string | undefined>((found, say) => found ?? say(json), undefined) ?? row.text;
  const text = said.slice(0, 160);
  known.set(row, text);
  return text;
}
