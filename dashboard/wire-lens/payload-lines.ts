// JSON as lines, each with the path of what stands on it, so that a fault can be shown where it is.
import type { Fault } from './examine.ts';

export interface PayloadLine {
  readonly indent: number;
  readonly text: string;
  /** Joined by a line break, which no key of this protocol has; undefined for a closing bracket. */
  readonly path: string | undefined;
}

const joined = (path: readonly string[]): string => path.join('\n');

function lines(value: unknown, path: readonly string[], key: string, indent: number, isLast: boolean): PayloadLine[] {
  const comma = isLast ? '' : ',';
  if (typeof value !== 'object' || value === null) return [{ indent, text: `${key}${JSON.stringify(value)}${comma}`, path: joined(path) }];
  const entries = Object.entries(value);
  const isArray = Array.isArray(value);
  const [open, close] = isArray ? '[]' : '{}';
  if (entries.length === 0) return [{ indent, text: `${key}${open ?? ''}${close ?? ''}${comma}`, path: joined(path) }];
  // What is short stands on one line: an argument object, a colour.
  const short = JSON.stringify(value);
  if (indent > 1 && short.length <= 40) return [{ indent, text: `${key}${short}${comma}`, path: joined(path) }];
  return [
    { indent, text: `${key}${open ?? ''}`, path: joined(path) },
    ...entries.flatMap(([name, item], k) =>
      lines(item, [...path, name], isArray ? '' : `${JSON.stringify(name)}: `, indent + 1, k === entries.length - 1),
    ),
    { indent, text: `${close ?? ''}${comma}`, path: undefined },
  ];
}

export interface MarkedLine extends PayloadLine {
  readonly faults: readonly string[];
}

/** Every fault stands on the line of its path, or on the nearest line above it that there is. */
export function markedLines(json: unknown, faults: readonly Fault[], say: (what: Fault['what']) => string): readonly MarkedLine[] {
  const all = lines(json, [], '', 0, true);
  const known = new Map(all.flatMap(({ path }, k) => (path === undefined ? [] : [[path, k] as const])));
  const found = new Map<number, string[]>();
  for (const { path, what } of faults) {
    let depth = path.length;
    while (depth > 0 && !known.has(joined(path.slice(0, depth)))) depth -= 1;
    const line = known.get(joined(path.slice(0, depth))) ?? 0;
    const missing = path.slice(depth).join('.');
    found.set(line, [...(found.get(line) ?? []), missing === '' ? say(what) : `${missing}: ${say(what)}`]);
  }
  return all.map((line, k) => ({ ...line, faults: found.get(k) ?? [] }));
}
