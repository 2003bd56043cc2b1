import { expect, it } from 'vitest';
import { colourAt } from './colour-at.ts';

it('reads hue clockwise from the top and saturation outwards', () => {
  expect(colourAt(50, 50, 100)).toMatchObject({ s: 0 });
  expect(colourAt(50, 0, 100)).toEqual({ h: 0, s: 100 });
  expect(colourAt(100, 50, 100)).toEqual({ h: 90, s: 100 });
  expect(colourAt(50, 75, 100)).toEqual({ h: 180, s: 50 });
  expect(colourAt(-400, 50, 100)).toEqual({ h: 270, s: 100 });
});
