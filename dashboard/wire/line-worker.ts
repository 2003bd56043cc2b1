// The worker that holds the phone's MQTT connection. A home of 200 busy devices sends thousands of frames a second: a task
// each. Here they cost the page nothing; it is told once a frame what came meanwhile.
import { createGather } from './gather.ts';
import type { FromLine, MayReconnect, Told, ToLine } from './line-messages.ts';
import { openLine } from './mqtt-line.ts';
import type { Line } from './mqtt-line.ts';

/** A frame of a screen that shows sixty a second, ms. */
const frame = 16;

const tell = (message: FromLine): void => postMessage(message);
const told = createGather<Told>(frame, (messages) => tell({ kind: 'told', messages }));
/** Nothing overtakes what the hub said before it. */
const tellAfter = (message: FromLine): void => {
  told.flush();
  tell(message);
};

let line: Line | undefined;
let answer: ((may: MayReconnect) => void) | undefined;

addEventListener('message', ({ data }: MessageEvent<ToLine>) => {
  switch (data.kind) {
    case 'start':
      line = openLine(data.names, {
        onOpen: () => tellAfter({ kind: 'open' }),
        onLost: () => tellAfter({ kind: 'lost' }),
        onMessage: (topic, text) => told.add([topic, text]),
        onReply: (text) => tellAfter({ kind: 'reply', text }),
        onWire: (text) => tell({ kind: 'wire', text }),
        onWireDenied: () => tell({ kind: 'wire-denied' }),
        mayReconnect: () =>
          new Promise((resolve) => {
            answer = resolve;
            tellAfter({ kind: 'may-reconnect' });
          }),
      });
      return;
    case 'send':
      line?.send(data.request);
      return;
    case 'may':
      answer?.(data.answer);
      return;
    case 'watch':
      line?.watch(data.isOn);
      return;
  }
});
