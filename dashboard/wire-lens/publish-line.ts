// A message as a command for a terminal.
import { rowOf as topicRow } from '#protocol/messages.ts';
import type { Row } from './row.ts';

export interface Server {
  readonly host: string;
  readonly port: number | undefined;
}

/** Taken literally by a POSIX shell, whatever is in it. */
export const quote = (text: string): string => (/^[\w./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);

/** The line that sends this message once more. What the hub sends nobody else may: then it is as the hub would send it. */
export function publishLine(row: Row, { host, port }: Server): string {
  const known = topicRow(row.path);
  const user = row.from === 'hub' ? '<user>' : row.from;
  return [
    'mosquitto_pub',
    ...['-h', quote(host)],
    ...(port === undefined || port === 1883 ? [] : ['-p', String(port)]),
    ...['-u', quote(user), '-P', '"$OMNI_SECRET"', '-i', quote(`${user}.copy`)],
    ...['-q', String(known?.qos ?? 0), ...(known?.retained ? ['-r'] : [])],
    ...['-t', quote(row.topic)],
    ...(row.text === '' ? ['-n'] : ['-m', quote(row.text)]),
  ].join(' ');
}
