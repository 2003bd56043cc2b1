import { expect, it } from 'vitest';
import { kelvinColour, lightColour, toneCount, toneOf } from './tone.ts';

it('gives every maker one of the accents, always the same', () => {
  for (const vendor of ['dawnworks', 'clearlife', 'a', '']) {
    expect(toneOf(vendor)).toBe(toneOf(vendor));
    expect(toneOf(vendor)).toBeLessThan(toneCount);
  }
});
it('shows warm light warm and cold light cold', () => {
  expect(kelvinColour(2700)).toBe('rgb(255 167 87)');
  expect(kelvinColour(6600)).toBe('rgb(255 256 255)'.replace('256', '255'));
});
it('shows saturation 0 as white', () => expect(lightColour({ h: 200, s: 0 })).toBe('hsl(200 100% 100%)'));
