// MQTT 3.1.1 as the load generator speaks it: written by hand, so that the client costs little beside the broker that is
// measured, and the same towards both.
import { connect } from 'node:net';
import { generate } from 'mqtt-packet';
import WebSocket from 'ws';

export interface Wire {
  /** A packet, or several in one write. */
  send(...packets: readonly Buffer[]): void;
  onPublish: (topic: string, payload: Buffer, retained: boolean) => void;
  /** Packet ids, as they were acknowledged. */
  onPuback: (ids: readonly number[]) => void;
  onClose: () => void;
  readonly closed: boolean;
  subscribe(filters: readonly string[]): Promise<void>;
  /** Stops, or goes on, reading the socket. */
  freeze(frozen: boolean): void;
  /** Bytes as they are, past MQTT. */
  raw(bytes: Buffer): void;
  close(): void;
}
export interface Will {
  readonly topic: string;
  readonly payload: string;
  readonly retain: boolean;
}
export interface Login {
  readonly clientId: string;
  readonly password?: string;
  readonly will?: Will;
}
export type Address = { readonly tcp: number } | { readonly ws: number };

interface Pipe {
  write(bytes: Buffer): void;
  pause(): void;
  resume(): void;
  destroy(): void;
}

function openPipe(address: Address, onData: (bytes: Buffer) => void, onClose: () => void): Promise<Pipe> {
  return new Promise((resolve, reject) => {
    if ('tcp' in address) {
      const socket = connect({ port: address.tcp, host: '127.0.0.1', noDelay: true });
      socket.on('data', onData);
      socket.on('error', reject);
      socket.on('close', onClose);
      socket.once('connect', () =>
        resolve({
          write: (bytes) => void socket.write(bytes),
          pause: () => void socket.pause(),
          resume: () => void socket.resume(),
          destroy: () => void socket.destroy(),
        }),
      );
      return;
    }
    const socket = new WebSocket(`ws://127.0.0.1:${address.ws}/mqtt`, 'mqtt', { perMessageDeflate: false });
    socket.on('message', (data) => onData(data as Buffer));
    socket.on('error', reject);
    socket.on('close', onClose);
    socket.once('open', () =>
      resolve({
        write: (bytes) => socket.send(bytes),
        pause: () => socket.pause(),
        resume: () => socket.resume(),
        destroy: () => socket.terminate(),
      }),
    );
  });
}

/** PUBLISH, by hand. QoS 1 needs `id`. */
export function publishPacket(topic: string, payload: string, qos: 0 | 1, retain: boolean, id = 1): Buffer {
  const topicLength = Buffer.byteLength(topic);
  const payloadLength = Buffer.byteLength(payload);
  const body = 2 + topicLength + (qos ? 2 : 0) + payloadLength;
  const lengthBytes = body < 128 ? 1 : body < 16_384 ? 2 : 3;
  const packet = Buffer.allocUnsafe(1 + lengthBytes + body);
  packet[0] = 0x30 | (qos << 1) | (retain ? 1 : 0);
  let at = 1;
  for (let rest = body, k = 0; k < lengthBytes; k += 1, rest = Math.floor(rest / 128)) {
    packet[at] = (rest % 128) | (k < lengthBytes - 1 ? 0x80 : 0);
    at += 1;
  }
  at = packet.writeUInt16BE(topicLength, at);
  at += packet.write(topic, at);
  if (qos) at = packet.writeUInt16BE(id, at);
  packet.write(payload, at);
  return packet;
}

const pubacks = (ids: readonly number[]): Buffer => {
  const packet = Buffer.allocUnsafe(ids.length * 4);
  ids.forEach((id, k) => {
    packet.writeUInt16BE(0x4002, k * 4);
    packet.writeUInt16BE(id, k * 4 + 2);
  });
  return packet;
};

/** Opens, connects clean and waits for CONNACK. `login` undefined: opens only. Rejects on refusal or close. */
export async function openWire(address: Address, login: Login | undefined): Promise<Wire> {
  let kept: Buffer = Buffer.alloc(0);
  let closed = false;
  let subscriptions = 0;
  let connected: ((code: number) => void) | undefined;
  const granted = new Map<number, (codes: Buffer) => void>();

  function read(chunk: Buffer): void {
    const data = kept.length === 0 ? chunk : Buffer.concat([kept, chunk]);
    const toAck: number[] = [];
    const acked: number[] = [];
    let at = 0;
    for (;;) {
      let length = 0;
      let head = at + 1;
      let shift = 1;
      let more = true;
      while (more && head < data.length) {
        const byte = data[head] ?? 0;
        length += (byte & 0x7f) * shift;
        shift *= 128;
        more = (byte & 0x80) !== 0;
        head += 1;
      }
      if (more || head + length > data.length) break;
      const first = data[at] ?? 0;
      switch (first >> 4) {
        case 2:
          connected?.(data[head + 1] ?? 255);
          break;
        case 3: {
          const topicEnd = head + 2 + data.readUInt16BE(head);
          const qos = (first >> 1) & 3;
          if (qos) toAck.push(data.readUInt16BE(topicEnd));
          wire.onPublish(
            data.toString('utf8', head + 2, topicEnd),
            data.subarray(topicEnd + (qos ? 2 : 0), head + length),
            (first & 1) === 1,
          );
          break;
        }
        case 4:
          acked.push(data.readUInt16BE(head));
          break;
        case 9:
          granted.get(data.readUInt16BE(head))?.(data.subarray(head + 2, head + length));
          break;
        default:
      }
      at = head + length;
    }
    kept = at === data.length ? Buffer.alloc(0) : data.subarray(at);
    if (toAck.length > 0 && !closed) pipe.write(pubacks(toAck));
    if (acked.length > 0) wire.onPuback(acked);
  }
  const wire: Wire = {
    send: (...packets) => {
      const [only] = packets;
      pipe.write(packets.length === 1 && only ? only : Buffer.concat(packets));
    },
    onPublish: () => undefined,
    onPuback: () => undefined,
    onClose: () => undefined,
    get closed() {
      return closed;
    },
    subscribe(filters) {
      subscriptions += 1;
      const messageId = subscriptions;
      return new Promise((resolve, reject) => {
        granted.set(messageId, (codes) => (codes.includes(0x80) ? reject(new Error(`refused: ${filters.join(' ')}`)) : resolve()));
        pipe.write(generate({ cmd: 'subscribe', messageId, subscriptions: filters.map((topic) => ({ topic, qos: 1 as const })) }));
      });
    },
    freeze: (frozen) => (frozen ? pipe.pause() : pipe.resume()),
    raw: (bytes) => pipe.write(bytes),
    close: () => pipe.destroy(),
  };
  const pipe = await openPipe(address, read, () => {
    closed = true;
    connected?.(254);
    wire.onClose();
  });
  if (!login) return wire;
  const code = await new Promise<number>((resolve) => {
    connected = resolve;
    const { clientId, password, will } = login;
    pipe.write(
      generate({
        cmd: 'connect',
        protocolId: 'MQTT',
        protocolVersion: 4,
        clean: true,
        keepalive: 0,
        clientId,
        ...(password === undefined ? {} : { username: clientId.split('.')[0] ?? '', password: Buffer.from(password) }),
        ...(will ? { will: { topic: will.topic, payload: Buffer.from(will.payload), qos: 1 as const, retain: will.retain } } : {}),
      }),
    );
  });
  if (code !== 0) throw new Error(`CONNECT of ${login.clientId} refused: ${code}`);
  return wire;
}
