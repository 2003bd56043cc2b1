// What one capability of the hub tells the others: a typed event map. Listeners run at once, in order of entry.

export interface HubEvents {
  /** A device's connection began, changed or ended. */
  'device.state': { did: string; state: string };
  'device.added': { did: string };
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
