// Heat, vapour, light, noise, windows and the sun: against analytic solutions, published values and conservation.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { balanceAfter } from './balance.ts';
import { airConductance, heating, radiatorPower, storedHeat, temperatureAfter } from './heat.ts';
import type { HeatConditions } from './heat.ts';
import { illuminance } from './light.ts';
import { levelOf, powerOf, streetNoise } from './noise.ts';
import { daylight, sunHeight } from './sun.ts';
import { heldByAir, humidityOf, saturation, saturationPressure, vapourAfter, vapourOf } from './vapour.ts';
import type { VapourConditions } from './vapour.ts';
import { windowFlow } from './window.ts';

const double = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const seconds = double(0, 86_400);
const close = (a: number, b: number, scale = 1) => Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(a), Math.abs(b), scale);

const room: HeatConditions = { capacity: 1920, conductance: 45, outdoors: 0, power: 900 };
const heat = fc.record({
  capacity: double(50, 10_000),
  conductance: double(0, 500),
  outdoors: double(-40, 45),
  power: double(-4000, 4000),
});
const damp: VapourConditions = { volume: 65, exchange: 0.5, outdoors: 4, source: 100 };
const vapour = fc.record({ volume: double(5, 500), exchange: double(0, 20), outdoors: double(0, 30), source: double(0, 2000) });

test('a balance goes half of the way in the half-life, and adds up where nothing is lost', () => {
  expect(balanceAfter(10, 20 * Math.LN2, Math.LN2, 3600)).toBeCloseTo(15, 12);
  expect(balanceAfter(10, 3, 0, 7200)).toBeCloseTo(16, 12);
});

test('a room cools as its time constant says, and ends where heat given equals heat lost', () => {
  // C / UA = 1920 kJ/K over 45 W/K = 42,667 s
  expect(temperatureAfter(20, { ...room, power: 0 }, 1_920_000 / 45)).toBeCloseTo(20 / Math.E, 9);
  expect(temperatureAfter(20, room, 1e8)).toBeCloseTo(900 / 45, 9);
});

test('a closed room keeps its heat; one kilowatt for an hour is 3600 kJ', () => {
  const closed = { ...room, conductance: 0, power: 0 };
  fc.assert(fc.property(double(-20, 60), seconds, (temperature, t) => close(temperatureAfter(temperature, closed, t), temperature)));
  const heated = { ...closed, power: 1000 };
  expect(storedHeat(temperatureAfter(20, heated, 3600), heated) - storedHeat(20, heated)).toBeCloseTo(3600, 6);
});

test('heat is conserved: what is stored more is what was given off, less what went through the wall', () => {
  fc.assert(
    fc.property(heat, double(-20, 60), seconds, (conditions, temperature, t) => {
      const { capacity, conductance, outdoors, power } = conditions;
      fc.pre(conductance > 0.1);
      const end = temperatureAfter(temperature, conditions, t);
      const steady = outdoors + power / conductance;
      // The exact integral of the difference to the outdoors over the time, K s.
      const integral = (steady - outdoors) * t + ((temperature - end) * capacity * 1000) / conductance;
      const gained = (power * t - conductance * integral) / 1000;
      return close(storedHeat(end, conditions) - storedHeat(temperature, conditions), gained, Math.abs((power * t) / 1000));
    }),
  );
});

test('splitting a step changes nothing: neither of heat nor of vapour', () => {
  fc.assert(
    fc.property(heat, double(-20, 60), seconds, seconds, (conditions, from, s, t) =>
      close(temperatureAfter(temperatureAfter(from, conditions, s), conditions, t), temperatureAfter(from, conditions, s + t)),
    ),
  );
  fc.assert(
    fc.property(vapour, double(0, 40), seconds, seconds, (conditions, from, s, t) =>
      close(vapourAfter(vapourAfter(from, conditions, s), conditions, t), vapourAfter(from, conditions, s + t)),
    ),
  );
});

test('a cubic metre exchanged in an hour carries a third of a watt for each degree', () => {
  expect(airConductance(1, 1)).toBeCloseTo(0.335, 3);
});

test('radiators hold about 20 °C in winter, and are off in summer', () => {
  for (const outdoors of [-15, -5, 5, 14]) {
    let temperature = 12;
    for (let k = 0; k < 10 * 720; k += 1) {
      const power = radiatorPower(temperature, outdoors, 24);
      temperature = temperatureAfter(temperature, { capacity: 1920, conductance: 45, outdoors, power }, 5);
    }
    expect(temperature).toBeGreaterThan(19.4);
    expect(temperature).toBeLessThan(20.6);
  }
  expect(radiatorPower(10, heating.season, 24)).toBe(0);
  expect(radiatorPower(22, -10, 24)).toBe(0);
  expect(radiatorPower(5, -10, 24)).toBe(2400);
});

test('saturation is what the tables of the weather services say', () => {
  // hPa and g/m³ at 0, 20 and 30 °C: Smithsonian Meteorological Tables.
  const table = [
    [0, 6.11, 4.85],
    [20, 23.37, 17.3],
    [30, 42.43, 30.38],
  ] as const;
  for (const [temperature, pressure, mass] of table) {
    expect(saturationPressure(temperature) / pressure).toBeCloseTo(1, 2);
    expect(saturation(temperature) / mass).toBeCloseTo(1, 2);
  }
});

test('humidity and vapour are two ways to say the same; warming dries the air, cooling lets it rain', () => {
  fc.assert(fc.property(double(0, 100), double(-30, 45), (humidity, t) => close(humidityOf(vapourOf(humidity, t), t), humidity)));
  expect(humidityOf(vapourOf(80, 0), 20)).toBeLessThan(25);
  expect(heldByAir(vapourOf(100, 25), 15)).toBe(saturation(15));
  expect(humidityOf(30, 10)).toBe(100);
});

test('water is conserved: what is in the air more is what was given off and blown in, less what was blown out', () => {
  fc.assert(
    fc.property(vapour, double(0, 40), seconds, (conditions, from, t) => {
      const { volume, exchange, outdoors, source } = conditions;
      fc.pre(exchange > 1e-2);
      const end = vapourAfter(from, conditions, t);
      const gain = exchange * outdoors + source / volume;
      const integral = ((gain / exchange) * t) / 3600 + (from - end) / exchange; // g h/m³
      return close(end - from, (gain * t) / 3600 - exchange * integral, (gain * t) / 3600);
    }),
  );
  // A sealed bathroom of 13.5 m³ and a shower of 1500 g/h for six minutes.
  expect(vapourAfter(8, { volume: 13.5, exchange: 0, outdoors: 0, source: 1500 }, 360)).toBeCloseTo(8 + 150 / 13.5, 9);
});

test('no dehumidifier dries air below nothing', () => {
  expect(vapourAfter(5, { ...damp, source: -10_000 }, 3600)).toBe(0);
});

test('an open window lets in more with wind, more with cold outside, nothing without both', () => {
  const opening = { area: 1, height: 1.2 };
  expect(windowFlow(opening, 0, 20, 20)).toBe(0);
  expect(windowFlow(opening, 2, 20, 20)).toBeCloseTo(0.025 * 2 * 3600, 9);
  // (0.6 / 3) sqrt(9.81 * 1.2 * 20 / 283.15) m³/s
  expect(windowFlow(opening, 0, 20, 0)).toBeCloseTo(0.2 * Math.sqrt((9.81 * 1.2 * 20) / 283.15) * 3600, 6);
  fc.assert(
    fc.property(double(0, 15), double(15, 25), double(-20, 40), double(0, 5), (wind, inside, outside, more) => {
      const flow = windowFlow(opening, wind, inside, outside);
      return (
        flow >= 0 &&
        windowFlow(opening, wind + more, inside, outside) >= flow &&
        windowFlow({ area: 0, height: 1 }, wind, inside, outside) === 0
      );
    }),
  );
});

test('curtains keep the day out and the lamp in', () => {
  const lit = { outdoors: 10_000, daylight: 0.02, shade: 0, lamps: 800, floor: 24 };
  expect(illuminance(lit)).toBeCloseTo(200 + 20, 9);
  expect(illuminance({ ...lit, shade: 1 })).toBeCloseTo(20, 9);
  expect(illuminance({ ...lit, shade: 2, lamps: 0 })).toBe(0);
});

test('two equal sounds are 3 dB more, silence adds nothing, a closed window helps', () => {
  expect(levelOf(powerOf(50) + powerOf(50))).toBeCloseTo(53.01, 2);
  expect(levelOf(powerOf(60) + powerOf(0))).toBeCloseTo(60, 9);
  expect(levelOf(0)).toBe(0);
  expect(streetNoise(12, true)).toBeGreaterThan(streetNoise(12, false));
  expect(streetNoise(3, false)).toBeLessThan(streetNoise(12, false));
});

test('the sun at 40° north: 73.5° high at midsummer noon, 26.5° at midwinter, up for 15 hours and for 9', () => {
  const degrees = (sine: number) => (Math.asin(sine) * 180) / Math.PI;
  const hoursUp = (day: number) => Array.from({ length: 2400 }, (_, k) => sunHeight(day, k / 100)).filter((sine) => sine > 0).length / 100;
  expect(degrees(sunHeight(171, 12))).toBeCloseTo(73.4, 0);
  expect(degrees(sunHeight(355, 12))).toBeCloseTo(26.6, 0);
  expect(hoursUp(171)).toBeCloseTo(14.8, 0);
  expect(hoursUp(355)).toBeCloseTo(9.2, 0);
  expect(daylight(sunHeight(171, 0), 0)).toBe(0);
  expect(daylight(sunHeight(171, 12), 0)).toBeGreaterThan(90_000);
  expect(daylight(0.9, 1)).toBeCloseTo(daylight(0.9, 0) / 4, 9);
});
