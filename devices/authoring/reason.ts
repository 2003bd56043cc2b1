// What was thrown while a file was loaded, in one line: the reason, and how to mend it.
import { OmniError } from '#protocol/errors.ts';

const codeOf = (thrown: unknown): unknown => (typeof thrown === 'object' && thrown !== null && 'code' in thrown ? thrown.code : undefined);

export function reasonOf(thrown: unknown): string {
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  // The compiler's complaint has a heading and a picture; the line that says what is wrong is enough.
  const error = /ERROR: (.*)/.exec(text);
  const place = /:(\d+):\d+: ERROR/.exec(text);
  if (error) return `${place ? `line ${place[1]}: ` : ''}${error[1]}`;
  const line = text.replace(/\s+/g, ' ').trim().slice(0, 400);
  return thrown instanceof Error && !(thrown instanceof OmniError) && codeOf(thrown) === undefined
    ? `${thrown.name} while it was imported: ${line}`
    : line;
}

const cures: readonly (readonly [RegExp, string])[] = [
  [/Cannot find (package|module)/, 'install what it imports, or mend the path'],
  [/does not provide an export named/, 'import a name that is there: a service, a part, or defineDevice'],
  [/ERROR: /, 'mend the syntax and save it'],
];

/** A definition that is wrong says its cures itself, in its message. */
export function cureOf(thrown: unknown): string | undefined {
  if (thrown instanceof OmniError) return undefined;
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  return cures.find(([pattern]) => pattern.test(text))?.[1] ?? 'mend what the file does when it is imported';
}
