// What the lens says of the worked example, word for word, and how it says what is not there.
import { describe, expect, it } from 'vitest';
import {
  assume,
  EMPTY_HOME,
  EXAMPLE_ASSUMPTIONS,
  EXAMPLE_HOME,
  offerFor,
  readDiscount,
  readMeter,
  type Inventory,
  type Openness,
} from '#lab/index.ts';
import { barScale, barView } from './bar-view.ts';
import { binViews, priceNotes } from './column-view.ts';
import { categoriesOf, defaultCategory, discountParts, pathSteps } from './discount-view.ts';
import { moveAnswer, nextAnswer } from './headline.ts';
import { ledgerView } from './ledger-view.ts';
import { lineViews, totalView } from './line-view.ts';
import { opennessChange, shownOpenness } from './openness-view.ts';
import { speechOf } from './speech.ts';

const en = speechOf('en');
const zh = speechOf('zh');
/** The example's rival asks 179 for the lamp that costs 169 here. */
const assumptions = assume({ 'rival-gap': 10 }, EXAMPLE_ASSUMPTIONS);
const offer = offerFor(EXAMPLE_HOME, 'lamp', assumptions);
const discountOf = (home: Inventory, target: 'closed-rival' | 'open-hub' = 'closed-rival') =>
  offer && readDiscount(home, target, offer, assumptions);
const closed = readMeter(EXAMPLE_HOME, 'closed-rival', assumptions);
const housed = (openness: Openness): Inventory => ({ ...EXAMPLE_HOME, openness });

describe('the two numbers of the worked example', () => {
  it('are those of the design, in English', () => {
    expect(nextAnswer(discountOf(EXAMPLE_HOME), en).answer).toBe('CNY 69 off');
    expect(moveAnswer(closed, en)).toEqual({
      answer: 'CNY 823',
      range: '468 to 1,221',
      also: 'of which CNY 10 for the 20 minutes it takes, at 30 CNY/h',
      note: undefined,
    });
  });
  it('and in Chinese', () => {
    expect(nextAnswer(discountOf(EXAMPLE_HOME), zh).answer).toBe('¥69');
    expect(moveAnswer(closed, zh)).toEqual({
      answer: '¥823',
      range: '468 至 1,221',
      also: '其中 ¥10 为所需的 20 分钟，按 30 元/时计',
      note: undefined,
    });
  });
  it('follow the open hub, closed and open', () => {
    expect(nextAnswer(discountOf(EXAMPLE_HOME, 'open-hub'), en).answer).toBe('CNY 29 off');
    expect(moveAnswer(readMeter(EXAMPLE_HOME, 'open-hub', assumptions), en).answer).toBe('CNY 610');
    expect(nextAnswer(discountOf(housed('open'), 'open-hub'), en).answer).toBe('CNY 19 off');
    expect(moveAnswer(readMeter(housed('open'), 'open-hub', assumptions), en)).toMatchObject({ answer: 'CNY 99', range: '52 to 187' });
  });
  it('say that nothing is needed where a rival may charge more', () => {
    const dear = assume({ 'rival-gap': -80 }, assumptions);
    const cheap = offerFor(EXAMPLE_HOME, 'lamp', dear);
    const answer = nextAnswer(cheap && readDiscount(EXAMPLE_HOME, 'closed-rival', cheap, dear), en);
    expect(answer).toMatchObject({ answer: 'nothing', note: 'A rival could even charge CNY 21 more.' });
  });
  it('count the minutes once: they are in the sum, and are all of it once the hardware is worth nothing', () => {
    const aged = readMeter(EXAMPLE_HOME, 'closed-rival', assumptions, { yearsLater: 8 });
    expect(moveAnswer(aged, en)).toMatchObject({ answer: 'CNY 10', also: 'all of it for the 20 minutes it takes, at 30 CNY/h' });
    expect(moveAnswer(aged, zh).also).toBe('全部为所需的 20 分钟，按 30 元/时计');
    expect(moveAnswer(readMeter(EMPTY_HOME, 'closed-rival', assumptions), en).also).toBeUndefined();
  });
  it('say that a price is unknown, never 0', () => {
    expect(nextAnswer(undefined, en).answer).toBe('unknown');
    const home: Inventory = {
      ...EXAMPLE_HOME,
      devices: EXAMPLE_HOME.devices.map((device) => (device.did === 'band' ? { ...device, price: undefined } : device)),
    };
    const reading = readMeter(home, 'closed-rival', assumptions);
    expect(moveAnswer(reading, en).note).toBe('and more: 1 price unknown');
    expect(binViews(home, reading, en)[2]?.devices.find((device) => device.did === 'band')?.unpriced).toBe('price unknown');
    expect(priceNotes(home, reading, en)[0]).toBe('Price unknown, so the true total is higher: band');
    expect(ledgerView(home, assumptions, offer, en).rows.find((row) => row.did === 'band')?.cells['closed-rival'].unpriced).toBe(
      'price unknown',
    );
  });
});

describe('a column', () => {
  it('names devices with features kept of owned', () => {
    const bins = binViews(housed('open'), readMeter(housed('open'), 'open-hub', assumptions), en);
    expect(bins.map((bin) => [bin.title, bin.features, bin.devices.map(({ name, kept }) => `${name} ${kept}`)])).toEqual([
      ['Comes along', '10 of 10 features kept', ['lamp 5 of 5', 'lamp-2 5 of 5']],
      ['Reduced', '6 of 7 features kept', ['purifier 6 of 7']],
      ['Stays behind', '0 of 7 features kept', ['band 0 of 7']],
    ]);
  });
  it('says "none yet" of what the home does not have, and a real 0 where it has', () => {
    const lines = lineViews(EXAMPLE_HOME, closed, en);
    expect(lines.filter((line) => line.isQuiet).map((line) => [line.id, line.value])).toEqual(
      ['broken-routines', 'rebuilding', 'retraining', 'history-rows', 'history-days', 'prepaid'].map((id) => [id, 'none yet']),
    );
    const light: Inventory = { ...EXAMPLE_HOME, devices: EXAMPLE_HOME.devices.filter((device) => device.class === 'O') };
    const stranded = lineViews(light, readMeter(light, 'open-hub', assumptions), en)[0];
    expect(stranded).toMatchObject({ value: 'CNY 0', isQuiet: false });
  });
  it('shows each line with kind, range, sources in words and origins by device', () => {
    const [stranded, features] = lineViews(EXAMPLE_HOME, closed, en);
    expect(stranded).toMatchObject({ value: 'CNY 813', kind: 'financial', bounds: '465 to 1,161' });
    expect(stranded?.origins.map(({ name }) => name)).toEqual(['purifier', 'lamp', 'band', 'lamp-2']);
    expect(new Set(stranded?.inputs.map((group) => group.source))).toEqual(new Set(['the maker’s claim', 'measured', 'assumption']));
    expect(features).toMatchObject({ value: '24 of 24', isPriced: false });
  });
  it('shows rows that add up to the total, minutes in yuan, to the yuan', () => {
    const yuan = (text: string) => Number(/^CNY ([\d,]+)$/.exec(text)?.[1]?.replace(',', '') ?? NaN);
    const sum = (texts: readonly string[]) => texts.reduce((total, text) => total + yuan(text), 0);
    for (const people of [0, 1, 2, 3]) {
      for (const yearsLater of [0, 0.5, 1, 1.5, 4]) {
        const home: Inventory = { ...EXAMPLE_HOME, people };
        const reading = readMeter(home, 'closed-rival', assume({ 'hour-value': 31, 'person-minutes': 7 }, assumptions), { yearsLater });
        const rows = lineViews(home, reading, en).filter((line) => line.isPriced && !line.isQuiet);
        const total = totalView(reading, en);
        expect(sum(rows.map((line) => line.value))).toBe(yuan(total.value));
        expect(sum(total.origins.map((part) => part.value))).toBe(yuan(total.value));
        const [stranded] = rows;
        expect(sum(stranded?.origins.map((part) => part.value) ?? [])).toBe(yuan(stranded?.value ?? ''));
      }
    }
    const pairing = lineViews(EXAMPLE_HOME, closed, en).find((line) => line.id === 'pairing');
    expect(pairing).toMatchObject({ value: 'CNY 10', aside: '20 min at 30 CNY/h' });
    expect(pairing?.bounds).toMatch(/ min$/);
  });
  it('calls an age given where somebody told it, measured where the clock did', () => {
    const [purifier, ...others] = EXAMPLE_HOME.devices;
    const told: Inventory = { ...EXAMPLE_HOME, devices: purifier ? [{ ...purifier, ageGiven: true }, ...others] : others };
    const [stranded] = lineViews(told, readMeter(told, 'closed-rival', assumptions), en);
    const ages = (source: string) =>
      stranded?.inputs.filter((group) => group.source === source).flatMap((group) => group.rows.map((row) => row.name));
    expect(ages('given')).toEqual(['Age, purifier']);
    expect(ages('measured')).toEqual(['Age, lamp', 'Age, band', 'Age, lamp-2']);
  });
  it('makes the total of its lines, and its bar of its devices on a scale that both targets share', () => {
    expect(totalView(closed, en).origins.map(({ name, value }) => `${name} ${value}`)).toEqual([
      'Stranded hardware CNY 813',
      'Pairing again CNY 10',
    ]);
    const open = readMeter(EXAMPLE_HOME, 'open-hub', assumptions);
    const scale = barScale([closed, open]);
    const bar = barView(closed, scale, en);
    expect(bar.high).toBe(1);
    expect(bar.parts[0]?.blocks).toHaveLength(4);
    expect(bar.parts.reduce((sum, part) => sum + part.width, 0)).toBeCloseTo(bar.value, 12);
    expect(barView(open, scale, en).value / bar.value).toBeCloseTo(open.total.value / closed.total.value, 12);
  });
});

describe('the discount', () => {
  it('asks about the latest purchase, and offers the home’s categories', () => {
    expect(categoriesOf(EXAMPLE_HOME)).toEqual(['purifier', 'lamp', 'band']);
    expect(defaultCategory(EXAMPLE_HOME)).toBe('lamp');
    const [purifier, lamp, band] = EXAMPLE_HOME.devices;
    expect(defaultCategory({ ...EXAMPLE_HOME, devices: EXAMPLE_HOME.devices.slice(0, 3) })).toBe(band?.category);
    const later = (device: typeof lamp, n: number) => (device ? [{ ...device, order: n, did: `${device.did}-${n}` }] : []);
    const devices = [...later(lamp, 1), ...later(lamp, 2), ...later(purifier, 3)];
    expect(defaultCategory({ ...EXAMPLE_HOME, devices })).toBe('lamp');
    expect(defaultCategory(EMPTY_HOME)).toBeUndefined();
  });
  it('shows parts that add up; the chance only where it counts', () => {
    const reading = discountOf(EXAMPLE_HOME);
    expect(reading && discountParts(reading, en).map(({ id, value }) => `${id} ${value}`)).toEqual([
      'base CNY 10',
      'exclusive +CNY 59',
      'sum CNY 69',
    ]);
    const keen = assume({ chance: 0.8 }, assumptions);
    expect(offer && discountParts(readDiscount(EXAMPLE_HOME, 'closed-rival', offer, keen), en).map((part) => part.value)).toContain(
      '+CNY 45',
    );
  });
  it('walks the path in words', () => {
    const reading = discountOf(EXAMPLE_HOME, 'open-hub');
    const steps = reading ? pathSteps(reading, ['purifier', 'lamp', 'band', 'lamp-2'], en) : [];
    expect(steps.map(({ title, own }) => `${title} ${own}`)).toEqual([
      'Empty home CNY 10',
      '1: purifier CNY 35',
      '2: lamp CNY 25',
      '3: band CNY 35',
      '4: lamp-2 CNY 29',
    ]);
    expect(steps[2]?.did).toBe('loosened it by CNY 11');
  });
});

describe('openness takes two', () => {
  it('shows the choice until the hub has answered, then the house', () => {
    expect(shownOpenness('open', 'closed', 'closed')).toBe('open');
    expect(shownOpenness(undefined, 'closed', 'open')).toBe('closed');
    expect(shownOpenness(undefined, undefined, 'open')).toBe('open');
  });
  it('moves the open hub’s column alone, and says so', () => {
    const change = opennessChange(housed('open'), 'closed', assumptions, offer, 0, en);
    expect(change.rows).toEqual([
      {
        target: 'closed-rival',
        total: { before: 'CNY 823', after: 'CNY 823' },
        next: { before: 'CNY 69', after: 'CNY 69' },
        isMoved: false,
      },
      { target: 'open-hub', total: { before: 'CNY 610', after: 'CNY 99' }, next: { before: 'CNY 29', after: 'CNY 19' }, isMoved: true },
    ]);
    expect(change.lesson).toContain('takes two');
    expect(opennessChange({ ...EMPTY_HOME, openness: 'open' }, 'closed', assumptions, undefined, 0, en).lesson).toContain('Nothing moved');
  });
});

describe('the ledger', () => {
  it('is newest first, with both targets and the reason', () => {
    const { rows, start } = ledgerView(EXAMPLE_HOME, assumptions, offer, en);
    expect(rows.map(({ n, name }) => `${n} ${name}`)).toEqual(['4 lamp-2', '3 band', '2 lamp', '1 purifier']);
    expect(rows[0]?.cells).toEqual({
      'closed-rival': { leaving: '+CNY 121', next: '+CNY 8', why: '0 % works elsewhere; above 25 % loosens', unpriced: undefined },
      'open-hub': { leaving: '+CNY 2', next: '−CNY 7', why: '100 % works elsewhere; above 50 % loosens', unpriced: undefined },
    });
    expect(start).toBeUndefined();
  });
  it('books people in a row of their own, and adds up to the total shown, to the yuan', () => {
    const yuan = (text: string) =>
      Number(
        text
          .replace('±', '')
          .replace('−', '-')
          .replace(/[+,]|CNY /g, ''),
      );
    const alone = ledgerView({ ...EXAMPLE_HOME, people: 1 }, assumptions, offer, en);
    const three = ledgerView({ ...EXAMPLE_HOME, people: 3 }, assumptions, offer, en);
    expect(three.people).toEqual({ name: '3 people learn another remote', leaving: { 'closed-rival': '+CNY 15', 'open-hub': '+CNY 15' } });
    expect(three.rows).toEqual(alone.rows);
    for (const salvage of [0.1, 0.23, 0.31, 0.42, 0.5]) {
      const { rows, people, sum } = ledgerView({ ...EXAMPLE_HOME, people: 3 }, assume({ salvage }, assumptions), offer, en);
      for (const target of ['closed-rival', 'open-hub'] as const) {
        const leaving = rows.map((row) => yuan(row.cells[target].leaving)).reduce((total, each) => total + each, 0);
        expect(leaving + yuan(people?.leaving[target] ?? '')).toBe(yuan(sum[target].leaving));
        const next = rows.map((row) => yuan(row.cells[target].next ?? '')).reduce((total, each) => total + each, 0);
        expect(next).toBe(yuan(sum[target].next ?? ''));
      }
    }
  });
});
