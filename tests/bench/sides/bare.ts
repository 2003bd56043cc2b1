// Bare Aedes as its documentation shows it: defaults, net for TCP, ws with createWebSocketStream, noDelay. Nobody is
// authenticated, nothing is checked, nothing is kept on disk.
import { createServer as createHttp } from 'node:http';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { Aedes } from 'aedes';
import { createWebSocketStream, WebSocketServer } from 'ws';
import { serve } from '../peer.ts';
import { peakMemory, usage } from './side.ts';
import type { Door, StartOptions } from './side.ts';

let broker: Aedes | undefined;

export const handlers = {
  async start({ ports }: StartOptions): Promise<Door> {
    const aedes = await Aedes.createBroker();
    broker = aedes;
    const tcp = createServer({ noDelay: true }, (socket) => {
      socket.on('error', () => undefined);
      aedes.handle(socket);
    });
    const http = createHttp({ noDelay: true });
    const ws = new WebSocketServer({ server: http, handleProtocols: () => 'mqtt' });
    ws.on('connection', (socket, request) => {
      const stream = createWebSocketStream(socket);
      stream.on('error', () => undefined);
      aedes.handle(stream, request);
    });
    const listen = (server: typeof tcp | typeof http, port: number): Promise<number> =>
      new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)));
    return {
      kind: 'bare',
      mqtt: await listen(tcp, ports?.mqtt ?? 0),
      http: await listen(http, ports?.http ?? 0),
      phone: { client: 'phone', secret: 'none' },
    };
  },
  usage,
  peakMemory,
  connected: () => broker?.connectedClients ?? 0,
};
serve(handlers);
