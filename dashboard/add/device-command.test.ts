import { expect, test } from 'vitest';
import { deviceCommand } from './device-command.ts';

test.each([
  ['127.0.0.1', { home: 'home', mqttPort: 1883 }, 'npm run device -- lamp'],
  ['localhost', { home: 'home' }, 'npm run device -- lamp'],
  ['127.0.0.1', undefined, 'npm run device -- lamp'],
  ['127.0.0.1', { home: 'home', mqttPort: 41_883 }, 'npm run device -- lamp --hub mqtt://127.0.0.1:41883'],
  ['192.168.1.7', { home: 'home', mqttPort: 1883 }, 'npm run device -- lamp --hub mqtt://192.168.1.7:1883'],
  ['localhost', { home: 'attic', mqttPort: 1883 }, 'npm run device -- lamp --home attic'],
])('at %s of %o: %s', (host, info, command) => {
  expect(deviceCommand(host, info)).toBe(command);
});
