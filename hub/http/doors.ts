// Who may knock on the HTTP door. A page of another site must not reach a hub on this machine: its Origin is foreign, or,
// after DNS rebinding, its Host is.
import { networkInterfaces } from 'node:os';
import { OmniError } from '#protocol/errors.ts';

/** The names and addresses under which this hub may be called, without port. */
export function allowedNames(host: string): string[] {
  const names = ['localhost', '127.0.0.1', '[::1]'];
  const wildcard = host === '0.0.0.0' || host === '::';
  const bracketed = (address: string): string => (address.includes(':') ? `[${address}]` : address);
  if (!wildcard) names.push(bracketed(host));
  else for (const list of Object.values(networkInterfaces())) for (const { address } of list ?? []) names.push(bracketed(address));
  return [...new Set(names)];
}

/** Errors: FORBIDDEN, for a foreign Host or Origin. */
export function checkDoor(
  headers: { host?: string | undefined; origin?: string | undefined },
  names: readonly string[],
  port: number,
): void {
  const hosts = names.flatMap((name) => (port === 80 ? [name, `${name}:80`] : [`${name}:${port}`]));
  if (!hosts.includes(headers.host?.toLowerCase() ?? '')) {
    throw new OmniError('FORBIDDEN', 'This Host is not one of the hub’s own names.', {
      path: 'Host',
      hint: `Call it at ${hosts.slice(0, 2).join(' or ')}.`,
    });
  }
  if (headers.origin !== undefined && !hosts.some((host) => headers.origin?.toLowerCase() === `http://${host}`)) {
    throw new OmniError('FORBIDDEN', 'A page of another origin may not call this hub.', { path: 'Origin' });
  }
}
