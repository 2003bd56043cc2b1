// One line of the meter as shown: its amount, and one tap away its kind, formula, inputs with sources, range and origins.
import type { Contribution, Input, Inventory, LineId, MeterLine, MeterReading, Spread, Unit } from '#lab/index.ts';
import { nameOf } from './column-view.ts';
import { hourValue } from './headline.ts';
import { roundTogether } from './round-together.ts';
import type { Speech } from './speech.ts';
import { wholeYuan } from './whole-yuan.ts';

/** Inputs that share a source and its citation, so that neither is repeated on every row. */
export interface InputGroup {
  /** `measured`, `given`, `the maker's claim`, `assumption`: a word, never a colour alone. */
  readonly source: string;
  readonly citation: string;
  readonly rows: readonly { readonly name: string; readonly value: string }[];
}

export interface Origin {
  readonly id: string;
  readonly name: string;
  readonly value: string;
  readonly bounds: string | undefined;
}

export interface LineView {
  readonly id: LineId | 'total';
  readonly title: string;
  readonly value: string;
  /** Small under the value: `20 min at 30 CNY/h`, or that it is not priced. */
  readonly aside: string | undefined;
  /** The one-word kind beside the title; undefined for the total. */
  readonly kind: string | undefined;
  readonly kindNote: string | undefined;
  /** The home has none of it yet: said quietly, and never as a zero that was measured. */
  readonly isQuiet: boolean;
  readonly isPriced: boolean;
  readonly formula: string;
  /** `455 to 1,161`, or words that nothing here is assumed. */
  readonly bounds: string;
  readonly inputs: readonly InputGroup[];
  readonly origins: readonly Origin[];
  /** Where the parts are not summed. */
  readonly note: string | undefined;
}

/** Whether the home has the thing that a line counts at all. */
const HAS: Readonly<Record<LineId, (home: Inventory) => boolean>> = {
  'stranded-hardware': (home) => home.devices.length > 0,
  'features-lost': (home) => home.devices.length > 0,
  'broken-routines': (home) => home.scenes.length + home.rules.length > 0,
  pairing: (home) => home.devices.length > 0,
  rebuilding: (home) => home.scenes.length + home.rules.length > 0,
  retraining: (home) => home.people > 0 && home.devices.length > 0,
  'history-rows': (home) => home.devices.some((device) => (device.history?.rows ?? 0) > 0),
  'history-days': (home) => home.devices.some((device) => (device.history?.rows ?? 0) > 0),
  prepaid: (home) => home.prepaid.length > 0,
};

export function lineViews(inventory: Inventory, reading: MeterReading, speech: Speech): readonly LineView[] {
  const yuan = wholeYuan(reading);
  const rate = hourValue(reading.total, speech);
  return reading.lines.map((line) => lineView(inventory, line, { yuan: yuan.get(line.id), rate }, speech));
}

interface Priced {
  /** What the line adds to the total; undefined where it is not priced. */
  readonly yuan: number | undefined;
  /** The value of time in words. */
  readonly rate: string;
}

function lineView(inventory: Inventory, line: MeterLine, { yuan, rate }: Priced, speech: Speech): LineView {
  const { words } = speech;
  const isQuiet = line.value === 0 && !HAS[line.id](inventory);
  const amount = yuan === undefined ? speech.amount(line.value, line.unit) : speech.money(yuan);
  const pricedTime = line.unit === 'min' ? words.minutesAt(speech.amount(line.value, line.unit), rate) : undefined;
  const value = line.outOf === undefined ? amount : words.outOf(speech.number(line.value, 0), speech.amount(line.outOf, line.unit));
  const kind = words[line.kind];
  return {
    id: line.id,
    title: speech.text(line.title),
    value: isQuiet ? words.noneYet : value,
    aside: isQuiet ? undefined : line.priced ? pricedTime : words.notPriced,
    kind,
    kindNote: words.kindNote(kind, words.facets[line.facet]),
    isQuiet,
    isPriced: line.priced,
    formula: speech.text(line.formula),
    bounds: boundsOf(line, line.unit, speech),
    inputs: groupInputs(line.inputs, speech),
    origins: origins(inventory, line, yuan, speech),
    note: line.combine === 'max' && line.contributions.length > 1 ? words.asMax : undefined,
  };
}

/** The total, in the shape of a line: its parts are the lines that are priced. */
export function totalView(reading: MeterReading, speech: Speech): LineView {
  const { words } = speech;
  const { total } = reading;
  const yuan = wholeYuan(reading);
  const titles = new Map(reading.lines.map((line) => [line.id, speech.text(line.title)]));
  return {
    id: 'total',
    title: words.total,
    value: speech.money(total.value),
    aside: undefined,
    kind: undefined,
    kindNote: undefined,
    isQuiet: false,
    isPriced: true,
    formula: speech.text(total.formula),
    bounds: boundsOf(total, 'CNY', speech),
    inputs: groupInputs(total.inputs, speech),
    origins: total.parts
      .filter((part) => part.value > 0 || part.high > 0)
      .map((part) => ({
        ...shown({ ...part, value: yuan.get(part.line) ?? part.value }, 'CNY', speech),
        id: part.line,
        name: titles.get(part.line) ?? part.line,
      })),
    note: undefined,
  };
}

const boundsOf = (spread: Spread, unit: Unit, speech: Speech): string => speech.bounds(spread, unit) ?? speech.words.sameEverywhere;

const shown = (spread: Spread, unit: Unit, speech: Speech) => ({
  value: speech.amount(spread.value, unit),
  bounds: speech.bounds(spread, unit),
});

/** The parts of a line; of a sum in yuan so rounded that they add up to it. */
function origins(
  inventory: Inventory,
  { contributions, combine, unit }: MeterLine,
  yuan: number | undefined,
  speech: Speech,
): readonly Origin[] {
  const values = contributions.map((part) => part.value);
  const whole = combine === 'sum' && unit === 'CNY' ? roundTogether(values, yuan) : values;
  return contributions.map((part, i) => origin(inventory, { ...part, value: whole[i] ?? part.value }, unit, speech));
}

function origin(inventory: Inventory, part: Contribution, unit: Unit, speech: Speech): Origin {
  return { ...shown(part, unit, speech), id: `${part.of}/${part.id}`, name: originName(inventory, part, speech) };
}

/** What a contribution is called at home. */
function originName(inventory: Inventory, { of, id }: Contribution, speech: Speech): string {
  const named = (list: readonly { readonly id: string; readonly name?: string | undefined }[]) =>
    list.find((item) => item.id === id)?.name ?? id;
  switch (of) {
    case 'device':
      return nameOf(inventory, id);
    case 'scene':
      return named(inventory.scenes);
    case 'rule':
      return named(inventory.rules);
    case 'prepaid':
      return named(inventory.prepaid);
    case 'people':
      return speech.words.peopleOf(inventory.people);
  }
}

/** Inputs by source and citation, in the order of first appearance. */
export function groupInputs(inputs: readonly Input[], speech: Speech): readonly InputGroup[] {
  const groups = new Map<string, { source: string; citation: string; rows: { name: string; value: string }[] }>();
  for (const input of inputs) {
    const citation = speech.text(input.citation);
    const key = `${input.source}/${citation}`;
    const group = groups.get(key) ?? { source: speech.words.sources[input.source], citation, rows: [] };
    group.rows.push({ name: speech.text(input.name), value: speech.measure(input.value, input.unit) });
    groups.set(key, group);
  }
  return [...groups.values()];
}
