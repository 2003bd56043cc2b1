import { afterEach, expect, it, vi } from 'vitest';
import { quietSocket } from './quiet-socket.ts';

/** What of a browser's socket matters here: it takes what is sent while it is open, and complains of what comes later. */
class BrowserSocket {
  static readonly CLOSING = 2;
  readyState = 1;
  readonly taken: string[] = [];
  readonly complaints: string[] = [];
  send(data: string): void {
    (this.readyState >= BrowserSocket.CLOSING ? this.complaints : this.taken).push(data);
  }
}
afterEach(() => vi.unstubAllGlobals());

it('sends while it is open, and drops in silence what comes while it closes and afterwards', () => {
  const browsers = new BrowserSocket();
  vi.stubGlobal(
    'WebSocket',
    class extends BrowserSocket {
      constructor() {
        super();
        return browsers;
      }
    },
  );
  const socket = quietSocket('ws://hub/mqtt', ['mqtt']);
  socket.send('a');
  browsers.readyState = 2;
  socket.send('b');
  browsers.readyState = 3;
  socket.send('c');
  expect(browsers).toMatchObject({ taken: ['a'], complaints: [] });
});
