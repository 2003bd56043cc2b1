// What the tile of each kind of device says, for every standard service.
import { expect, test } from 'vitest';
import { parseSpec } from '#protocol/spec.ts';
import { declarations } from '#protocol/services/declarations.ts';
import * as library from '#protocol/services/index.ts';
import { bool, ownService } from '#protocol/services/define-service.ts';
import type { Value } from '#protocol/values.ts';
import { en } from '../language/en.ts';
import { zh } from '../language/zh.ts';
import type { DeviceState } from '../state/device-store.ts';
import { tellers } from './tellers.ts';
import { tileModel } from './tile-model.ts';
import { tileText, troubleOf } from './tile-text.ts';

const title = { en: 'A', zh: '甲' };
/** A ready device with these services and values (`service/property`). */
function deviceWith(services: Record<string, unknown>, values: Record<string, Value>): DeviceState {
  const parsed = parseSpec({ model: 'm', vendor: 'v', category: 'thing', title, rev: 1, services });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  const report = (value: Value, seq: number) => ({ v: 1, ts: 0, session: 's', seq, value, by: { kind: 'simulation' } }) as const;
  return {
    ...{ did: 'd', spec: parsed.spec, place: undefined, intents: {}, answered: {}, latencies: [] },
    state: { v: 1, state: 'ready', session: 's', ts: 0 },
    reports: Object.fromEntries(Object.entries(values).map(([key, value], k) => [key, report(value, k + 1)])),
  };
}
function said(services: Record<string, unknown>, values: Record<string, Value>, language: 'en' | 'zh'): string {
  const device = deviceWith(services, values);
  if (!device.spec) throw new Error('no spec');
  const { text, unit, detail } = tileText(device, tileModel(device.spec), language, { en, zh }[language]);
  return [`${text}${unit === '' ? '' : ` ${unit}`}`, detail]
    .filter((part) => part !== '')
    .join(' · ')
    .replaceAll('\u00a0', ' ')
    .replaceAll('\u202f', ' ');
}

const { activity, airQuality, battery, climate, contact, cooker, cover, energyMeter, fan, fault, filter, finder, heartRate } = library;
const { heater, humidifier, info, leak, light, lock, media, motion, outlet, power, presence, sleep, smoke } = library;
const { thermostat, timer, vacuum, volume, wallSwitch, weight } = library;

type Case = readonly [type: string, services: Record<string, unknown>, values: Record<string, Value>, en: string, zh: string];
const cases: readonly Case[] = [
  ['activity', { a: activity() }, { 'a/steps': 4210 }, '4,210 steps', '4,210 步'],
  ['air-quality', { a: airQuality() }, { 'a/pm25': 14 }, '14 µg/m³ · Good', '14 微克/立方米 · 优'],
  ['battery', { b: battery() }, { 'b/charge': 72 }, '72 %', '72 %'],
  ['climate', { c: climate({ humidity: true }) }, { 'c/temperature': 21.5, 'c/humidity': 45 }, '21.5 °C · 45 %', '21.5 °C · 45 %'],
  ['contact', { c: contact() }, { 'c/open': true }, 'Open', '打开'],
  ['contact', { c: contact() }, { 'c/open': false }, 'Closed', '关闭'],
  ['cooker', { c: cooker() }, { 'c/phase': 'cooking', 'c/remaining': 1500 }, 'Cooking · 25 min', '烹饪中 · 25 分钟'],
  ['cooker', { c: cooker() }, { 'c/phase': 'warm', 'c/remaining': 0 }, 'Keeping warm', '保温中'],
  ['cover', { c: cover() }, { 'c/position': 40, 'c/motion': 'still' }, '40 % open', '40 % 打开'],
  ['cover', { c: cover() }, { 'c/position': 0, 'c/motion': 'still' }, 'Closed', '关闭'],
  ['cover', { c: cover() }, { 'c/position': 70, 'c/motion': 'opening' }, 'Opening · 70 %', '打开中 · 70 %'],
  ['energy-meter', { e: energyMeter() }, { 'e/drawn': 23 }, '23.0 W', '23.0 瓦'],
  ['fan', { f: fan({ mode: ['auto', 'sleep'] }) }, { 'f/speed': 3, 'f/mode': 'sleep' }, 'Level 3 · Sleep', '3 档 · 睡眠'],
  ['fault', { f: fault() }, { 'f/problem': 'none' }, 'No fault', '无故障'],
  ['filter', { f: filter() }, { 'f/life': 64 }, '64 %', '64 %'],
  ['finder', { f: finder() }, { 'f/ringing': true }, 'Ringing', '响铃中'],
  ['heart-rate', { h: heartRate(), s: sleep() }, { 'h/bpm': 58, 's/state': 'asleep' }, '58 bpm · Asleep', '58 次/分 · 睡着'],
  ['heart-rate', { h: heartRate() }, { 'h/bpm': 0 }, '– · not worn', '– · 未佩戴'],
  ['heater', { h: heater() }, { 'h/heat': 'heating', 'h/content': 64 }, 'Heating · 64 °C', '加热中 · 64 °C'],
  ['humidifier', { p: power(), h: humidifier() }, { 'p/on': true, 'h/aim': 50 }, '50 % · target', '50 % · 目标'],
  ['humidifier', { p: power(), h: humidifier() }, { 'p/on': false, 'h/aim': 50 }, 'Off', '关'],
  ['info', { i: info({ signal: true }) }, { 'i/signal': 80 }, '80 %', '80 %'],
  ['leak', { l: leak() }, { 'l/wet': false }, 'Dry', '干燥'],
  ['leak', { l: leak() }, { 'l/wet': true }, 'Water!', '有水！'],
  ['light', { l: light({ brightness: true }) }, { 'l/on': true, 'l/brightness': 72 }, '72 %', '72 %'],
  ['light', { l: light({ brightness: true }) }, { 'l/on': false, 'l/brightness': 72 }, 'Off', '关'],
  ['light', { l: light() }, { 'l/on': true }, 'On', '开'],
  ['lock', { l: lock() }, { 'l/bolt': 'locked' }, 'Locked', '已上锁'],
  ['lock', { l: lock() }, { 'l/bolt': 'jammed' }, 'Jammed', '卡住'],
  [
    'media',
    { m: media({ source: true }) },
    { 'm/playback': 'playing', 'm/track': 'A', 'm/source': 'film' },
    'Playing · Films',
    '播放中 · 影视',
  ],
  ['media', { m: media() }, { 'm/playback': 'paused', 'm/track': 'Night Tram' }, 'Paused · Night Tram', '已暂停 · Night Tram'],
  ['media', { m: media(), p: power() }, { 'm/playback': 'stopped', 'm/track': 'A', 'p/on': false }, 'Off', '关'],
  ['motion', { m: motion() }, { 'm/moving': true }, 'Movement', '有人移动'],
  ['outlet', { o: outlet(), e: energyMeter() }, { 'o/on': true, 'o/used': true, 'e/drawn': 23 }, '23.0 W', '23.0 瓦'],
  ['outlet', { o: outlet(), e: energyMeter() }, { 'o/on': false, 'o/used': false, 'e/drawn': 0.5 }, 'Off', '关'],
  ['outlet', { o: outlet() }, { 'o/on': true, 'o/used': false }, 'Nothing draws power', '无负载'],
  ['power', { p: power() }, { 'p/on': true }, 'On', '开'],
  ['presence', { p: presence() }, { 'p/occupied': true }, 'Somebody is here', '有人'],
  ['sleep', { s: sleep() }, { 's/state': 'awake' }, 'Awake', '清醒'],
  ['smoke', { s: smoke() }, { 's/alarm': false }, 'No smoke', '无烟雾'],
  ['smoke', { s: smoke() }, { 's/alarm': true }, 'Smoke!', '有烟雾！'],
  ['switch', { s: wallSwitch() }, { 's/on': false }, 'Off', '关'],
  ['thermostat', { t: thermostat() }, { 't/target': 26, 't/mode': 'cool', 't/doing': 'cooling' }, '26.0 °C · Cooling', '26.0 °C · 制冷中'],
  ['thermostat', { t: thermostat() }, { 't/target': 26, 't/mode': 'auto', 't/doing': 'idle' }, '26.0 °C · Auto', '26.0 °C · 自动'],
  ['thermostat', { t: thermostat() }, { 't/target': 26, 't/mode': 'off', 't/doing': 'idle' }, 'Off', '关'],
  ['timer', { t: timer() }, { 't/countdown': 0 }, 'Off', '关'],
  ['timer', { t: timer() }, { 't/countdown': 200 }, '3 min 20 s', '3 分钟 20 秒'],
  ['vacuum', { v: vacuum() }, { 'v/state': 'cleaning', 'v/progress': 35 }, 'Cleaning · 35 %', '清扫中 · 35 %'],
  ['vacuum', { v: vacuum() }, { 'v/state': 'docked', 'v/progress': 100 }, 'Docked', '在基座'],
  ['vacuum', { v: vacuum() }, { 'v/state': 'recharging', 'v/progress': 45 }, 'Charging, then goes on · 45 %', '充电后继续 · 45 %'],
  ['volume', { v: volume() }, { 'v/loudness': 30, 'v/muted': false }, '30 %', '30 %'],
  ['volume', { v: volume() }, { 'v/loudness': 30, 'v/muted': true }, 'Muted', '已静音'],
  ['weight', { w: weight() }, { 'w/mass': 70.4 }, '70.40 kg', '70.40 公斤'],
  ['weight', { w: weight() }, { 'w/mass': 0 }, '– · Not weighed yet', '– · 尚未称重'],
];

test.each(cases)('%s of %j says its one thing in both languages', (_type, services, values, english, chinese) => {
  expect([said(services, values, 'en'), said(services, values, 'zh')]).toEqual([english, chinese]);
});

test('every standard service has a teller, and every teller a case', () => {
  const types = [...declarations.keys()].sort();
  expect([...tellers.keys()].sort()).toEqual(types);
  expect([...new Set(cases.map(([type]) => type))].sort()).toEqual(types);
});

test('what wants a hand comes before what the device is about, the worst first', () => {
  const services = { c: cover(), f: fault(), l: leak() };
  const calm = { 'c/position': 40, 'c/motion': 'still', 'f/problem': 'none', 'l/wet': false };
  const levelOf = (values: Record<string, Value>) => {
    const device = deviceWith(services, values);
    return device.spec && troubleOf(device, tileModel(device.spec))?.tone;
  };
  expect(levelOf(calm)).toBeUndefined();
  expect([said(services, { ...calm, 'f/problem': 'blocked' }, 'en'), levelOf({ ...calm, 'f/problem': 'blocked' })]).toEqual([
    'Blocked',
    'warning',
  ]);
  expect([
    said(services, { ...calm, 'f/problem': 'blocked', 'l/wet': true }, 'en'),
    levelOf({ ...calm, 'f/problem': 'blocked', 'l/wet': true }),
  ]).toEqual(['Water!', 'alarm']);
});

test('values that have not come are no invention', () => {
  expect(said({ v: vacuum() }, {}, 'en')).toBe('No value yet');
  expect(said({ t: thermostat() }, {}, 'zh')).toBe('暂无数值');
});

test('a tap switches what the device is, never a setting of it', () => {
  const auto = ownService('Auto-lock', '自动上锁', { properties: { on: bool('On', '开', { write: true }) } });
  const keyOf = (services: Record<string, unknown>) => tileModel(deviceWith(services, {}).spec ?? expect.fail()).toggle?.key;
  expect(keyOf({ lock: lock(), auto })).toBeUndefined();
  expect(keyOf({ lock: auto, power: power() })).toBe('power/on');
  expect(keyOf({ energy: energyMeter(), outlet: outlet() })).toBe('outlet/on');
  expect(keyOf({ media: media(), ambient: auto })).toBeUndefined();
  expect(keyOf({ feeder: auto })).toBe('feeder/on');
});
