// What one capability of the hub tells the others: a typed event map. Listeners run at once, in order of entry.
import type { Value } from '#protocol/values.ts';

export interface HubEvents {
  /** A device's connection began, changed or ended. */
  'device.state': { did: string; state: string };
  'device.added': { did: string };
  /** What it announced was accepted, and is not what it was before. */
  'device.described': { did: string };
  /** It was named, or put into another room. */
  'device.placed': { did: string };
  /** A report or event was taken: it is kept, and on its way to whoever listens. */
  'device.reported': { did: string; service: string; property: string };
  'device.raised': { did: string; service: string; event: string; args: Readonly<Record<string, Value>> };
  /** An alert was told, or is over. */
  'device.alert': { did: string; id: string };
  'device.removed': { did: string; serial: string };
  /** The filters that a connection was just granted. */
  subscribed: { clientId: string; user: string; filters: readonly string[] };
  /** Filters that a connection has given up, of its own accord. */
  unsubscribed: { clientId: string; filters: readonly string[] };
  disconnected: { clientId: string; user: string };
}

type Listener<E> = (event: E) => void;

export function createBus(onError: (error: unknown) => void) {
  const listeners: { [K in keyof HubEvents]?: Listener<HubEvents[K]>[] } = {};
  return {
    on<K extends keyof HubEvents>(name: K, listener: Listener<HubEvents[K]>): void {
      const list: Listener<HubEvents[K]>[] = listeners[name] ?? [];
      list.push(listener);
      Object.assign(listeners, { [name]: list });
    },
    emit<K extends keyof HubEvents>(name: K, event: HubEvents[K]): void {
      for (const listener of listeners[name] ?? []) {
        try {
          listener(event);
        } catch (error) {
          onError(error);
        }
      }
    },
  };
}
export type Bus = ReturnType<typeof createBus>;
