// Against a client that only plays MQTT: what the connection does when things go wrong.
import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openConnection } from './connection.ts';
import type { ConnectionEvents } from './connection.ts';
import type { Session } from './session.ts';

class Played extends EventEmitter {
  refusal: Error | undefined;
  readonly stream = { destroy: () => this.emit('close') };
  readonly reconnect = vi.fn();
  readonly end = vi.fn();
  readonly publish = vi.fn();
  subscribe(_topics: readonly string[], _options: object, done: (error?: Error) => void): void {
    done(this.refusal);
  }
}
const played = vi.hoisted((): { client: unknown } => ({ client: undefined }));
vi.mock('mqtt', () => ({ default: { connect: () => played.client } }));

const session: Session = { client: 'mei', name: 'Mei', role: 'owner', rooms: [], home: 'home', build: '1' };
const open = (mayReconnect: ConnectionEvents['mayReconnect']) => {
  const client = new Played();
  played.client = client;
  const events = { onOpen: vi.fn(), onLost: vi.fn(), onMessage: vi.fn(), onReply: vi.fn(), mayReconnect };
  return { client, events, connection: openConnection(session, events) };
};

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('location', { protocol: 'http:', host: 'hub' });
  vi.stubGlobal('navigator', { onLine: true });
  vi.stubGlobal('removeEventListener', () => undefined);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('tries again when the hub refuses the subscription', async () => {
  const { client, events } = open(() => Promise.resolve('now'));
  client.refusal = new Error('Unspecified error');
  client.emit('connect');
  await vi.advanceTimersByTimeAsync(10_000);
  expect(client.reconnect).toHaveBeenCalledTimes(1);
  expect(events.onOpen).not.toHaveBeenCalled();
  client.refusal = undefined;
  client.emit('connect');
  expect(events.onOpen).toHaveBeenCalledTimes(1);
});
it('tries again when the question whether it may fails', async () => {
  const may = vi.fn<ConnectionEvents['mayReconnect']>().mockRejectedValueOnce(new Error('odd')).mockResolvedValue('now');
  const { client } = open(may);
  client.emit('close');
  await vi.advanceTimersByTimeAsync(10_000);
  expect(may).toHaveBeenCalledTimes(2);
  expect(client.reconnect).toHaveBeenCalledTimes(1);
});
it('stays away once stopped', async () => {
  const { client, events, connection } = open(() => Promise.resolve('now'));
  client.emit('connect');
  connection.stop();
  client.emit('close');
  await vi.advanceTimersByTimeAsync(10_000);
  expect(client.reconnect).not.toHaveBeenCalled();
  expect(events.onLost).not.toHaveBeenCalled();
});
