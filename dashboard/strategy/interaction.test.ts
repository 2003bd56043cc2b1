// Guesses, adjustable assumptions, the curve's geometry, and the source of the facts.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { ASSUMPTIONS, DEFAULTS, EXAMPLE_HOME, EXAMPLE_OFFER, readDiscount, readMeter } from '#lab/index.ts';
import { OmniError } from '#protocol/errors.ts';
import type { OmniClient, StrategyFacts } from '../strategy-slot.ts';
import { assumptionRows, assumptionsWith, limited, sliderEnds, withChange } from './assumption-rows.ts';
import { curveView, inTwoLines, moveApart, nearestStep, niceTicks } from './curve-view.ts';
import { guessEnds, howFarOff, parseYuan, readGuess, recordGuess, roundUp, UNASKED, writeGuess } from './guess.ts';
import { createInventorySource, inLanguage } from './inventory-source.ts';
import { speechOf } from './speech.ts';
import { words } from './words.ts';

const en = speechOf('en');

describe('guesses', () => {
  const record = recordGuess(
    5,
    'lamp',
    { next: 120, move: undefined },
    readMeter(EXAMPLE_HOME, 'closed-rival'),
    readDiscount(EXAMPLE_HOME, 'closed-rival', EXAMPLE_OFFER),
  );
  it('are read as typed', () => {
    expect(['1,200', ' ¥69 ', '', 'x', '-5'].map(parseYuan)).toEqual([1200, 69, undefined, undefined, -5]);
  });
  it('are kept with the answer of their moment, and survive the tab’s reload only', () => {
    const kept = new Map<string, string>();
    const memory = { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) };
    expect(readGuess(memory, 'p-lin')).toEqual(UNASKED);
    writeGuess(memory, { phase: 'shown', records: [record] }, 'p-lin');
    expect(readGuess(memory, 'p-lin').records[0]?.next?.guess).toBe(120);
    // Started over, the same tab holds another remote: it has not guessed yet.
    expect(readGuess(memory, 'p-lin-again')).toEqual(UNASKED);
    expect(readGuess({ ...memory, getItem: () => '{"phase":"odd"}' }, 'p-lin')).toEqual(UNASKED);
    expect(readGuess(undefined, 'p-lin')).toEqual(UNASKED);
  });
  it('say how far off they were', () => {
    expect(record.move).toBeUndefined();
    expect(record.next && howFarOff(record.next, en)).toBe('CNY 51 too high, in range');
    expect(howFarOff({ guess: 1, value: 823, low: 468, high: 1221 }, en)).toBe('CNY 822 too low, out of range');
    expect(howFarOff({ guess: 823.2, value: 823, low: 468, high: 1221 }, en)).toBe('spot on');
  });
  it('have sliders that end at the price tags, not at the answer', () => {
    expect(guessEnds(EXAMPLE_HOME, 169)).toEqual({ next: 170, move: 2200 });
    expect(roundUp(7)).toBe(7);
  });
});

describe('assumptions', () => {
  it('come back to their defaults', () => {
    const changed = withChange({}, 'beta', 0.3);
    expect(assumptionsWith(changed).beta.value).toBe(0.3);
    expect(withChange(changed, 'beta', undefined)).toEqual({});
    expect(withChange(changed, 'beta', DEFAULTS.beta.value)).toEqual({});
  });
  it('are all in the table, each with a source, and stay where formulas mean something', () => {
    const rows = assumptionRows(assumptionsWith({ chance: 0.8 }), en);
    expect(rows).toHaveLength(ASSUMPTIONS.length);
    expect(rows.every((row) => row.source.length > 0 && row.limits.min < row.limits.max)).toBe(true);
    expect(rows.find((row) => row.id === 'chance')?.changedFrom).toBe('0.5');
    expect(limited('chance', 1)).toBe(0.99);
    expect(limited('elasticity', NaN)).toBeUndefined();
    expect(assumptionRows(assumptionsWith({}), speechOf('zh')).map((row) => row.unit)).not.toContain('CNY');
    expect(sliderEnds('rival-gap', 80)).toEqual({ min: -50, max: 80 });
  });
});

describe('the curve', () => {
  const { curve } = readDiscount(EXAMPLE_HOME, 'open-hub', EXAMPLE_OFFER);
  const names = EXAMPLE_HOME.devices.map((device) => device.name);
  const view = curveView(curve, names, { width: 600, height: 260 }, en);
  it('stays in its box, the ceiling above the own path above the floor', () => {
    for (const point of view.points) {
      expect(point.locked).toBeLessThanOrEqual(point.own + 1e-9);
      expect(point.own).toBeLessThanOrEqual(point.zero + 1e-9);
      expect(point.locked).toBeGreaterThanOrEqual(view.plot.top - 1e-9);
      expect(point.zero).toBeLessThanOrEqual(view.plot.bottom + 1e-9);
    }
  });
  it('names its points where there is room, numbers them where there is not', () => {
    expect(view.xTicks.map((tick) => tick.lines.join('/'))).toEqual(['empty home', 'purifier', 'lamp', 'band', 'lamp-2']);
    expect(curveView(curve, names, { width: 260, height: 260 }, en).xTicks[1]?.lines).toEqual(['1']);
    expect(inTwoLines('Air purifier', 8)).toEqual(['Air', 'purifier']);
    expect(inTwoLines('Television in the hall', 11)).toEqual(['Television', 'in the hall']);
    expect(inTwoLines('客厅的空气净化器', 9)).toEqual(['客厅的空气', '净化器']);
    // Not cut off: a name that does not fit makes the whole axis numbered.
    expect(inTwoLines('Thermometer', 8)).toBeUndefined();
    const long = ['purifier', 'lamp', 'band', 'a lamp with quite a long name of its own'];
    expect(curveView(curve, long, { width: 600, height: 260 }, en).xTicks.map((tick) => tick.lines.join('/'))).toEqual([
      '0',
      '1',
      '2',
      '3',
      '4',
    ]);
  });
  it('finds the step under the pointer', () => expect(nearestStep(view, view.points[2]?.x ?? 0)).toBe(2));
  it('draws an empty home and one step without a gap in its numbers', () => {
    const one = curveView(curve.slice(0, 1), [], { width: 300, height: 200 }, en);
    expect(one.band).toBe('');
    expect(one.points[0]?.x).not.toBeNaN();
  });
  it('has round ticks that cover the range, and labels that do not cover each other', () => {
    expect(niceTicks(0, 68.9)).toEqual([0, 20, 40, 60, 80]);
    expect(niceTicks(-30, 68)[0]).toBeLessThanOrEqual(-30);
    expect(moveApart([{ y: 10 }, { y: 12 }, { y: 98 }], 15, 100).map(({ y }) => y)).toEqual([10, 25, 98]);
    expect(moveApart([{ y: 95 }, { y: 98 }], 15, 100).map(({ y }) => y)).toEqual([85, 100]);
  });
});

describe('the source of the facts', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const setup = (online: boolean) => {
    const store = createStore<StrategyFacts>(() => ({ online, home: 'home', me: 'p-lin', role: 'owner', openness: 'closed', version: 1 }));
    let openness: 'closed' | 'open' = 'closed';
    const call = vi.fn(() => Promise.resolve({ ...EXAMPLE_HOME, openness }));
    interface Named {
      readonly devices: readonly { did: string; category: string; given: string | null; title: { en: string; zh: string } }[];
    }
    const lamp = { did: 'lamp', category: 'light', given: null, title: { en: 'Lamp', zh: '灯' } };
    const list = vi.fn((): Promise<Named> => Promise.resolve({ devices: [lamp] }));
    const client = { call: (op: string) => (op === 'device.list' ? list() : call()) } as unknown as OmniClient;
    const source = createInventorySource(client, store, () => 7);
    return { store, call, list, source, open: () => (openness = 'open') };
  };
  const settle = () => vi.advanceTimersByTimeAsync(0);

  it('waits for the connection, asks again at a new version, one request at a time', async () => {
    const { store, call, source } = setup(false);
    const stop = source.start();
    expect(call).not.toHaveBeenCalled();
    store.setState({ online: true });
    store.setState({ version: 2 });
    store.setState({ version: 3 });
    expect(call).toHaveBeenCalledTimes(1);
    await settle();
    expect(call).toHaveBeenCalledTimes(2);
    expect(source.get()).toMatchObject({ at: 7, error: undefined, openedFrom: undefined });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(call).toHaveBeenCalledTimes(3);
    stop();
    store.setState({ version: 4 });
    expect(call).toHaveBeenCalledTimes(3);
  });
  it('notices that the house was opened, whoever did it, until dismissed', async () => {
    const { store, source, open } = setup(true);
    const stop = source.start();
    await settle();
    open();
    store.setState({ openness: 'open', version: 2 });
    await settle();
    expect(source.get().openedFrom).toBe('closed');
    source.dismissChange();
    expect(source.get().openedFrom).toBeUndefined();
    stop();
  });
  it('calls devices as the reader does, and shows numbers even where that fails', async () => {
    const { store, list, source } = setup(true);
    const stop = source.start();
    await settle();
    const lamp = (language: 'en' | 'zh') => {
      const { inventory, names } = source.get();
      return inventory && inLanguage(inventory, names, language).devices.find((device) => device.did === 'lamp')?.name;
    };
    expect([lamp('en'), lamp('zh')]).toEqual(['Lamp', '灯']);
    list.mockRejectedValueOnce(new OmniError('TIMEOUT'));
    store.setState({ version: 2 });
    await settle();
    expect(source.get().error).toBeUndefined();
    expect(lamp('zh')).toBe('灯');
    stop();
  });
  it('calls a category of an author’s own by its devices’ title of now; in English by its slug, as it is a noun', async () => {
    const { store, list, source } = setup(true);
    const named = (zh: string) => ({
      devices: [{ did: 'feeder', category: 'pet-feeder', given: '小黑的碗', title: { en: 'Pet feeder', zh } }],
    });
    list.mockResolvedValue(named('宠物喂食器'));
    const stop = source.start();
    await settle();
    const said = () => (['en', 'zh'] as const).map((language) => speechOf(language, source.get().kinds).category('pet-feeder'));
    expect(said()).toEqual(['pet feeder', '宠物喂食器']);
    list.mockResolvedValue(named('喂猫器'));
    store.setState({ version: 2 });
    await settle();
    expect(said()).toEqual(['pet feeder', '喂猫器']);
    // What the lens has a word for keeps it, whatever its maker calls the one at home.
    expect(speechOf('zh', new Map([['light', { en: 'Moon lamp', zh: '月亮灯' }]])).category('light')).toBe('灯');
    stop();
  });
  it('keeps the last facts when the hub fails', async () => {
    const { store, call, source } = setup(true);
    const stop = source.start();
    await settle();
    call.mockRejectedValueOnce(new OmniError('TIMEOUT'));
    store.setState({ version: 2 });
    await settle();
    expect(source.get().error?.code).toBe('TIMEOUT');
    expect(source.get().inventory?.devices).toHaveLength(4);
    stop();
  });
});

describe('words', () => {
  it('are all there in both languages', () => {
    expect(Object.keys(words.zh).sort()).toEqual(Object.keys(words.en).sort());
  });
});
