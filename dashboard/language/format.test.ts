import { describe, expect, it } from 'vitest';
import { decimalsOf, formatAgo, formatDuration, formatLatency, formatNumber, formatValue, joinShown, median } from './format.ts';

const words = { on: 'On', off: 'Off' };

describe('numbers', () => {
  it('shows as many decimals as the step can mean', () => {
    expect(decimalsOf({ format: 'int', range: { min: 0, max: 100 } })).toBe(0);
    expect(decimalsOf({ format: 'float', range: { min: 0, max: 1, step: 0.05 } })).toBe(2);
    expect(decimalsOf({ format: 'float', range: { min: 0, max: 10, step: 0.5 } })).toBe(1);
    expect(decimalsOf({ format: 'float' })).toBe(1);
  });
  it('never shows minus zero', () => expect(formatNumber(-0.04, 1, 'en')).toBe('0.0'));
  it('sets the unit apart, in the language', () => {
    expect(formatValue({ format: 'int', unit: 'ug/m3' }, 14, 'en', words)).toEqual({ text: '14', unit: 'µg/m³' });
    expect(formatValue({ format: 'int', unit: 'ug/m3' }, 14, 'zh', words).unit).toBe('微克/立方米');
    expect(formatValue({ format: 'float', unit: 'deg' }, 52, 'en', words)).toEqual({ text: '52.0°', unit: '' });
    expect(joinShown({ text: '21.5', unit: '°C' })).toBe('21.5\u00a0°C');
  });
});

describe('words', () => {
  const schema = { format: 'enum', values: { auto: { en: 'Auto', zh: '自动' } } } as const;
  it('names enum values, and shows those it does not know as they are', () => {
    expect(formatValue(schema, 'auto', 'zh', words).text).toBe('自动');
    expect(formatValue(schema, 'constructor', 'en', words).text).toBe('constructor');
  });
});

describe('times', () => {
  it('reads hours that go once around the clock as a time of day, others as hours', () => {
    const day = { format: 'float', unit: 'h', range: { min: 0, max: 23.75, step: 0.25 } } as const;
    const said = (schema: Parameters<typeof formatValue>[0], value: number) => joinShown(formatValue(schema, value, 'en', words));
    expect([0, 7.25, 16.5, 23.75].map((hours) => said(day, hours))).toEqual(['00:00', '07:15', '16:30', '23:45']);
    expect(said({ format: 'float', unit: 'h', range: { min: 0, max: 24, step: 0.25 } }, 7.25)).toBe('7.25\u00a0h');
    expect(said({ format: 'float', unit: 'h' }, 7.5)).toBe('7.5\u00a0h');
  });
  it('writes durations with two parts at most', () => {
    expect(formatDuration(45, 'en')).toBe('45\u202fs');
    expect(formatDuration(200, 'en')).toBe('3\u202fmin 20\u202fs');
    expect(formatDuration(7200, 'en')).toBe('2\u202fh');
    expect(formatDuration(7500, 'zh')).toBe('2\u202f小时 5\u202f分钟');
  });
  it('writes what is past', () => {
    expect(formatAgo(0, 180_000, 'en')).toBe('3 min ago');
    expect(formatAgo(0, 180_000, 'zh')).toBe('3分钟前');
    expect(formatAgo(5000, 0, 'en')).toBe('just now');
    expect(formatAgo(0, 59_000, 'zh')).toBe('刚刚');
  });
  it('writes round trips', () => {
    expect(formatLatency(2.34, 'en')).toBe('2.3\u202fms');
    expect(formatLatency(1240, 'en')).toBe('1.2\u202fs');
  });
  it('finds the median', () => {
    expect(median([])).toBeUndefined();
    expect(median([9, 1, 5])).toBe(5);
    expect(median([4, 2])).toBe(3);
  });
});
