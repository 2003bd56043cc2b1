// What a person sees when the home is ready.
import { networkInterfaces } from 'node:os';
import { renderUnicodeCompact } from 'uqr';
import type { Box } from './starter.ts';

export interface Ready {
  readonly http: string;
  readonly mqtt: string;
  readonly claim: string;
  readonly lan: boolean;
  readonly boxes: readonly Box[];
}

/** This machine's first address that another device of the network can reach. */
export function lanAddress(): string | undefined {
  for (const list of Object.values(networkInterfaces()))
    for (const { address, family, internal } of list ?? []) if (family === 'IPv4' && !internal) return address;
  return undefined;
}

export const claimLink = (http: string, token: string): string => `${http}/#claim=${token}`;

/** Opens the add flow of the box's device with its code filled in. */
export const boxLink = (http: string, { serial, setupCode }: Pick<Box, 'serial' | 'setupCode'>): string =>
  `${http}/#/add/${serial}/${setupCode}`;

/** What is printed on a box: type, setup code, serial. `width` of the first column. */
export const boxLine = ({ type, serial, setupCode }: Box, width = type.length + 2): string =>
  `${type.padEnd(width)}${setupCode.slice(0, 4)} ${setupCode.slice(4)}   ${serial}`;

export function banner({ http, mqtt, claim, lan, boxes }: Ready): string {
  const link = claimLink(http, claim);
  const rule = '─'.repeat(Math.max(64, link.length + 2));
  const lines = [
    '',
    rule,
    '  Omnihome is ready. Open this link: it makes you the owner.',
    '',
    `  ${link}`,
    '',
    '  It works once, for 15 minutes; each start prints a new one.',
    rule,
  ];
  if (boxes.length > 0) {
    lines.push('', '  The devices’ boxes, for when one asks for its setup code:', '');
    const width = Math.max(...boxes.map(({ type }) => type.length)) + 2;
    for (const box of boxes) lines.push(`    ${boxLine(box, width)}`);
  }
  lines.push('', `  MQTT  ${mqtt}      API  ${http}/api/docs`, '  Stop with Ctrl-C.', '');
  if (lan)
    lines.push(
      '  --lan: everybody on this network can reach the hub, and without TLS pairing can be overheard.',
      '',
      renderUnicodeCompact(link),
      '',
      ...boxes.flatMap((box) => [
        `  ${box.type} ${box.serial}: scan this with a phone that is of the home already.`,
        '',
        renderUnicodeCompact(boxLink(http, box)),
        '',
      ]),
    );
  return lines.join('\n');
}
