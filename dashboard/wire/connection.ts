// The page's end of its connection, which a worker holds (`line-worker.ts`).
import type { Request } from '#protocol/envelopes.ts';
import { topicsOf } from '#protocol/topics.ts';
import { backoff } from './backoff.ts';
import type { FromLine, LineNames, MayReconnect, Told, ToLine } from './line-messages.ts';
import type { Session } from './session.ts';

export interface ConnectionEvents {
  /** Connected and subscribed; the retained state is on its way. */
  readonly onOpen: () => void;
  readonly onLost: () => void;
  readonly onMessages: (messages: readonly Told[]) => void;
  readonly onReply: (text: string) => void;
  /** A batch of what passes, while this tab watches. */
  readonly onWire: (text: string) => void;
  readonly onWireDenied: () => void;
  readonly mayReconnect: () => Promise<MayReconnect>;
}

export interface Connection {
  send(request: Request): void;
  /** Begins, or ends, to watch the wire. */
  watch(isOn: boolean): void;
  stop(): void;
}

const randomSlug = (length: number): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(length)), (byte) => 'abcdefghijklmnopqrstuvwxyz234567'[byte % 32]).join('');

function lineNames({ home, client }: Session): LineNames {
  const topics = topicsOf(home);
  const tab = `tab-${randomSlug(12)}`;
  return {
    client: `${client}.${randomSlug(12)}`,
    username: client,
    request: topics.request(client, tab),
    reply: topics.reply(client, tab),
    told: topics.everything,
    wire: topics.wire(client),
  };
}

/** Opens the connection of this tab, and keeps it: a worker that could not be loaded, or ended, gets a successor. */
export function openConnection(session: Session, events: ConnectionEvents): Connection {
  let worker: Worker | undefined;
  let stopped = false;
  let attempt = 0;
  let watching = false;

  const post = (message: ToLine): void => worker?.postMessage(message);
  const hear = (message: FromLine): void => {
    switch (message.kind) {
      case 'open':
        attempt = 0;
        events.onOpen();
        return;
      case 'lost':
        events.onLost();
        return;
      case 'told':
        events.onMessages(message.messages);
        return;
      case 'reply':
        events.onReply(message.text);
        return;
      case 'wire':
        events.onWire(message.text);
        return;
      case 'wire-denied':
        events.onWireDenied();
        return;
      case 'may-reconnect':
        events.mayReconnect().then(
          (answer) => post({ kind: 'may', answer }),
          () => post({ kind: 'may', answer: 'later' }),
        );
        return;
    }
  };

  const begin = (): void => {
    const mine = new Worker(new URL('./line-worker.ts', import.meta.url), { type: 'module' });
    worker = mine;
    mine.addEventListener('message', ({ data }: MessageEvent<FromLine>) => {
      if (worker === mine) hear(data);
    });
    mine.addEventListener('error', () => {
      if (worker !== mine) return;
      end();
      events.onLost();
      again();
    });
    post({ kind: 'start', names: lineNames(session) });
    if (watching) post({ kind: 'watch', isOn: true });
  };
  const end = (): void => {
    worker?.terminate();
    worker = undefined;
  };
  const again = (): void => {
    attempt += 1;
    setTimeout(
      () => {
        if (stopped) return;
        events.mayReconnect().then(
          (may) => {
            if (stopped || may === 'never') return;
            if (may === 'now') begin();
            else again();
          },
          () => again(),
        );
      },
      backoff(attempt, Math.random),
    );
  };

  begin();
  return {
    send: (request) => post({ kind: 'send', request }),
    watch(isOn) {
      watching = isOn;
      post({ kind: 'watch', isOn });
    },
    stop() {
      stopped = true;
      end();
    },
  };
}
