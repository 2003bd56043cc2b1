// Water in the air. What is kept is its mass, g/m³; relative humidity follows from it and the temperature.
import { balanceAfter } from './balance.ts';

/**
 * Saturation vapour pressure over water, hPa, by the Magnus formula with the coefficients of the World Meteorological
 * Organization (Guide to Instruments and Methods of Observation, WMO-No. 8, annex 4.B): within 0.6 % from -45 to 60 °C.
 */
export const saturationPressure = (temperature: number): number => 6.112 * Math.exp((17.62 * temperature) / (243.12 + temperature));

/** K at 0 °C. */
const kelvin = 273.15;
/** g/m³ for each hPa/K of an ideal gas: 100 Pa over 461.5 J/(kg K), the gas constant of water vapour, times 1000 g/kg. */
const perPressure = 100_000 / 461.5;

/** Vapour in saturated air, g/m³. */
export const saturation = (temperature: number): number => (perPressure * saturationPressure(temperature)) / (temperature + kelvin);

/** Vapour in air of that relative humidity (%), g/m³. */
export const vapourOf = (humidity: number, temperature: number): number => (humidity / 100) * saturation(temperature);

/** Relative humidity, %, at most 100. */
export const humidityOf = (vapour: number, temperature: number): number => Math.min(100, (100 * vapour) / saturation(temperature));

/** What acts on the vapour of a room. */
export interface VapourConditions {
  /** m³ */
  readonly volume: number;
  /** air exchange with the outdoors, 1/h */
  readonly exchange: number;
  /** vapour outdoors, g/m³ */
  readonly outdoors: number;
  /** given off by people, pots and humidifiers, g/h; negative where a dehumidifier takes it out */
  readonly source: number;
}

/**
 * Vapour in a room after `dt` seconds, g/m³, from `vapour` now and conditions that stay:
 *
 *     dW/dt = a (W_out - W) + G/V
 *
 * solved exactly. Air cannot be dried below nothing. It leaves out what walls and textiles take up and give back.
 */
export const vapourAfter = (vapour: number, { volume, exchange, outdoors, source }: VapourConditions, dt: number): number =>
  Math.max(0, balanceAfter(vapour, exchange * outdoors + source / volume, exchange, dt));

/** What is left in air of that temperature: the rest runs down the window. */
export const heldByAir = (vapour: number, temperature: number): number => Math.min(vapour, saturation(temperature));
