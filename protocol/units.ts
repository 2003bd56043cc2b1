/**
 * UCUM codes that a spec may use, with what is shown to a person. A closed table: a unit that is not here is refused,
 * so that every bridge and every screen knows every unit. Source of the codes: The Unified Code for Units of Measure.
 */
export const units = {
  '%': { en: '%', zh: '%' },
  Cel: { en: '°C', zh: '°C' },
  K: { en: 'K', zh: 'K' },
  'ug/m3': { en: 'µg/m³', zh: '微克/立方米' },
  'mg/m3': { en: 'mg/m³', zh: '毫克/立方米' },
  '[ppm]': { en: 'ppm', zh: 'ppm' },
  'm3/h': { en: 'm³/h', zh: '立方米/时' },
  '/min': { en: 'bpm', zh: '次/分' },
  '{steps}': { en: 'steps', zh: '步' },
  '{rpm}': { en: 'rpm', zh: '转/分' },
  s: { en: 's', zh: '秒' },
  min: { en: 'min', zh: '分钟' },
  h: { en: 'h', zh: '小时' },
  d: { en: 'd', zh: '天' },
  ms: { en: 'ms', zh: '毫秒' },
  lm: { en: 'lm', zh: '流明' },
  lx: { en: 'lx', zh: '勒克斯' },
  W: { en: 'W', zh: '瓦' },
  'kW.h': { en: 'kWh', zh: '千瓦时' },
  V: { en: 'V', zh: '伏' },
  A: { en: 'A', zh: '安' },
  kg: { en: 'kg', zh: '公斤' },
  g: { en: 'g', zh: '克' },
  m: { en: 'm', zh: '米' },
  m2: { en: 'm²', zh: '平方米' },
  'm/s': { en: 'm/s', zh: '米/秒' },
  kcal: { en: 'kcal', zh: '千卡' },
  L: { en: 'L', zh: '升' },
  mL: { en: 'mL', zh: '毫升' },
  dB: { en: 'dB', zh: '分贝' },
  hPa: { en: 'hPa', zh: '百帕' },
  deg: { en: '°', zh: '°' },
} as const satisfies Record<string, { en: string; zh: string }>;

export type Unit = keyof typeof units;
export const unitCodes = Object.keys(units) as [Unit, ...Unit[]];
