import fc from 'fast-check';
import { expect, test } from 'vitest';
import { condensed, coolingCop, dryingShare, heatingCop, vaporHeat } from './heat-pump.ts';

const celsius = (min: number, max: number) => fc.double({ min, max, noNaN: true });

test('between 26 °C inside and 35 °C outside it moves about four times what it draws', () => {
  expect(coolingCop(26, 35)).toBeGreaterThan(3.3);
  expect(coolingCop(26, 35)).toBeLessThan(4.2);
});

test('never better than Carnot, never worse for a smaller lift; heating gives what it draws on top', () => {
  fc.assert(
    fc.property(celsius(16, 32), celsius(32.1, 50), celsius(0, 5), (cold, warm, less) => {
      const cop = coolingCop(cold, warm);
      expect(cop).toBeLessThan((cold + 273.15) / (warm - cold));
      expect(coolingCop(cold, warm - less)).toBeGreaterThanOrEqual(cop);
      expect(heatingCop(cold, warm)).toBeCloseTo(cop + 1, 9);
    }),
  );
});

test('damp air is dried, dry air is not; what condenses carries the heat that it gave', () => {
  expect(dryingShare(25)).toBe(0);
  expect(dryingShare(60)).toBeCloseTo(0.25, 9);
  expect(dryingShare(100)).toBe(0.4);
  expect((condensed(1000) / 3600) * vaporHeat).toBeCloseTo(1000, 9);
});
