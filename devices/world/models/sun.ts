// The sun over 40° north (Beijing, New York, Madrid), and what of it gets through the clouds.

const latitude = (40 * Math.PI) / 180;
/** lm/W of daylight: P. J. Littlefair, "The luminous efficacy of daylight", Lighting Res. Technol. 17 (1985) 162-182. */
const efficacy = 110;

/**
 * Sine of the sun's height above the horizon, negative at night. `dayOfYear` from 0, `hour` of solar time. Declination:
 * P. I. Cooper, "The absorption of radiation in solar stills", Solar Energy 12 (1969) 333-346.
 */
export function sunHeight(dayOfYear: number, hour: number): number {
  const declination = ((23.45 * Math.PI) / 180) * Math.sin((2 * Math.PI * (285 + dayOfYear)) / 365);
  const angle = ((hour - 12) * Math.PI) / 12;
  return Math.sin(latitude) * Math.sin(declination) + Math.cos(latitude) * Math.cos(declination) * Math.cos(angle);
}

/**
 * Daylight on open ground, lx. `height` as above, `cloud` from 0 (clear) to 1 (overcast). Clear sky: B. Haurwitz,
 * "Insolation in relation to cloudiness and cloud density", J. Meteorol. 2 (1945) 154-166. Clouds: F. Kasten and
 * G. Czeplak, "Solar and terrestrial radiation dependent on the amount and type of cloud", Solar Energy 24 (1980) 177-189.
 */
export function daylight(height: number, cloud: number): number {
  if (height <= 0) return 0;
  const clear = 1098 * height * Math.exp(-0.059 / height);
  return efficacy * clear * (1 - 0.75 * cloud ** 3.4);
}
