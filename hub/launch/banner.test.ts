import { expect, test } from 'vitest';
import { renderUnicodeCompact } from 'uqr';
import { banner } from './banner.ts';

const ready = {
  http: 'http://192.168.1.7:8080',
  mqtt: 'mqtt://192.168.1.7:1883',
  claim: 'a-token-of-a-claim',
  boxes: [{ type: 'lamp', model: 'dawn.lamp-1', serial: 'lamp-7q2x9k', setupCode: '01234567' }],
};
const code = renderUnicodeCompact('http://192.168.1.7:8080/#/add/lamp-7q2x9k/01234567');

test('with --lan each box shows a code to scan: the phone is then asked to add that very device', () => {
  expect(banner({ ...ready, lan: true })).toContain(code);
});
test('without it no phone could follow the code, so there is none', () => {
  const text = banner({ ...ready, lan: false });
  expect(text).not.toContain(code);
  expect(text).toContain('0123 4567   lamp-7q2x9k');
});
