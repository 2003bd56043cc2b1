// A request repeated under its id joins the first, or gets the same answer: it is never done twice. Per client, the last
// 256 ids of the last 60 s.
import { hash } from 'node:crypto';
import { canonical } from '#protocol/revisions.ts';
import type { Reply } from '#protocol/envelopes.ts';
import type { HubClock } from '../clock.ts';

interface Seen {
  /** What was asked, in a form that compares; a SHA-256 as soon as it is answered. */
  content: () => string;
  readonly at: number;
  readonly reply: Promise<Reply>;
}
const keepIds = 256;
const keepMs = 60_000;

export function createRepeats(clock: HubClock) {
  const clients = new Map<string, Map<string, Seen>>();
  return {
    /** The answer to a request with this id and content, running `work` only the first time; undefined: the id was used for other content. */
    once(client: string, id: string, op: string, args: unknown, work: () => Promise<Reply>): Promise<Reply> | undefined {
      let seen = clients.get(client);
      if (!seen) clients.set(client, (seen = new Map<string, Seen>()));
      const now = clock.steady();
      const content = (): string => hash('sha256', `${op} ${canonical(args)}`, 'base64');
      const known = seen.get(id);
      if (known && now - known.at <= keepMs) return known.content() === content() ? known.reply : undefined;
      for (const [old, { at }] of seen) {
        if (seen.size < keepIds && now - at <= keepMs) break;
        seen.delete(old);
      }
      const reply = work();
      const entry: Seen = { content, at: now, reply };
      seen.set(id, entry);
      // Nothing that was asked, a setup code or 64 KiB, is kept for a minute only to be compared. And nobody waits for it: the
      // answer leaves one turn after it is known, so this comes in the turn after.
      const forget = (): void => {
        const digest = entry.content();
        entry.content = () => digest;
      };
      void reply.finally(() => setImmediate(() => setImmediate(forget)));
      return reply;
    },
    /** For tests: what is kept of a client's requests. */
    kept: (client: string): string[] => [...(clients.get(client)?.values() ?? [])].map(({ content }) => content()),
    forget(client: string): void {
      clients.delete(client);
    },
  };
}
