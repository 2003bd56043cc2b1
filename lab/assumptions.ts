// Every number of the meter and the discount that is not read off the home: one table, each row with its source.
import type { Text } from './inventory.ts';

/** `low` and `high` are the values at which the *result* is low and high: for the salvage share low is the larger number. */
export type Range = { readonly value: number; readonly low: number; readonly high: number };

export type Assumption<Id extends string = string> = Range & {
  readonly id: Id;
  /** As in the formulas. */
  readonly symbol: string;
  readonly title: Text;
  readonly unit: string;
  /** Where the number is from. Without a publication it says so: "Assumption". */
  readonly source: Text;
  /** The value has a published source; its range may still be ours, which `source` then says. */
  readonly published: boolean;
};

const ours = (en = '', zh = ''): Pick<Assumption, 'source' | 'published'> => ({
  source: { en: `Assumption; no published value.${en && ` ${en}`}`, zh: `假设，无公开数值。${zh}` },
  published: false,
});

const TABLE = [
  {
    id: 'salvage',
    symbol: 'z',
    title: { en: 'Worth of a stranded device to its owner', zh: '被弃设备对主人的残余价值' },
    unit: '1',
    value: 0.3,
    low: 0.6,
    high: 0,
    ...ours('The better of selling it or keeping it as a plain appliance.', '取“转卖”与“当普通电器用”中较高者。'),
  },
  {
    id: 'share-minutes',
    symbol: 'm_share',
    title: { en: 'Pairing a device that comes along', zh: '为带走的设备重新配对' },
    unit: 'min',
    value: 5,
    low: 1,
    high: 15,
    ...ours(),
  },
  {
    id: 'pair-minutes',
    symbol: 'm_pair',
    title: { en: 'Pairing a replacement', zh: '为替换设备配对' },
    unit: 'min',
    value: 5,
    low: 3,
    high: 15,
    ...ours(),
  },
  {
    id: 'rule-minutes',
    symbol: 'm_rule',
    title: { en: 'Rebuilding a rule of up to two cards', zh: '重建一条不超过两张卡片的规则' },
    unit: 'min',
    value: 10,
    low: 3,
    high: 30,
    ...ours('Each further card adds half of it.', '每多一张卡片再加一半。'),
  },
  {
    id: 'scene-minutes',
    symbol: 'm_scene',
    title: { en: 'Rebuilding a scene', zh: '重建一个场景' },
    unit: 'min',
    value: 3,
    low: 1,
    high: 10,
    ...ours(),
  },
  {
    id: 'person-minutes',
    symbol: 'm_person',
    title: { en: 'Learning another remote, per person', zh: '每人学习新遥控的时间' },
    unit: 'min',
    value: 10,
    low: 3,
    high: 30,
    ...ours(),
  },
  {
    id: 'hour-value',
    symbol: 'v',
    title: { en: 'Value of an hour of leisure', zh: '一小时闲暇的价值' },
    unit: 'CNY/h',
    value: 30,
    low: 16,
    high: 60,
    source: {
      en: 'Assumption: urban wage over 2,000 h a year, leisure at half of it; range 16 to 60.',
      zh: '假设：城镇年工资除以 2,000 小时，闲暇按一半计；范围 16 至 60。',
    },
    published: false,
  },
  {
    id: 'elasticity',
    symbol: '|e|',
    title: { en: 'Price elasticity (size)', zh: '价格弹性（绝对值）' },
    unit: '1',
    value: 2.62,
    low: 4,
    high: 1.5,
    source: {
      en: 'Mean of 1,851 estimates: Bijmolt, van Heerde and Pieters 2005, Journal of Marketing Research 42(2). Range: assumption.',
      zh: '1,851 个估计值的均值：Bijmolt、van Heerde 与 Pieters 2005，Journal of Marketing Research 42(2)。范围为假设。',
    },
    published: true,
  },
  {
    id: 'share',
    symbol: 'share',
    title: { en: 'Market share at which the elasticity holds', zh: '弹性所对应的市场份额' },
    unit: '1',
    value: 0.5,
    low: 0.7,
    high: 0.3,
    ...ours('It makes alpha = 2 x 2.62 / p.', '由此 alpha = 2 × 2.62 / p。'),
  },
  {
    id: 'beta',
    symbol: 'beta',
    title: {
      en: 'What the first connected device is worth to the next, as a share of its price',
      zh: '第一台联网设备对下一台的价值（占价格比例）',
    },
    unit: '1',
    value: 0.15,
    low: 0,
    high: 0.3,
    source: {
      en: 'Assumption, range 0 to 0.30; one detergent panel found about 0.30 (Osborne 2010). 0 is the taste world.',
      zh: '假设，范围 0 至 0.30；一项洗涤剂面板研究约为 0.30（Osborne 2010）。0 即“口味世界”。',
    },
    published: false,
  },
  {
    id: 'rho',
    symbol: 'rho',
    title: { en: 'Shape of the synergy: 0 logarithm, 1 straight line', zh: '协同的形状：0 为对数，1 为直线' },
    unit: '1',
    value: 0,
    low: -1,
    high: 1,
    ...ours('"Concave" is a choice in sight, not a fact.', '“递减”是摆明的选择，而非事实。'),
  },
  {
    id: 'chance',
    symbol: 't',
    title: { en: 'Chance that the rival wants on the next purchase', zh: '对手希望在下一次购买中获得的机会' },
    unit: '1',
    value: 0.5,
    low: 0.2,
    high: 0.8,
    ...ours('A question to ask, not a fact.', '这是一个设问，而非事实。'),
  },
  {
    id: 'rival-gap',
    symbol: 'p_rival - p',
    title: { en: "Rival's price above the house's", zh: '对手价格高出自家的部分' },
    unit: 'CNY',
    value: 0,
    low: -50,
    high: 50,
    ...ours('Set it to the price seen in the shop.', '请按店中所见价格填写。'),
  },
  {
    id: 'brand',
    symbol: 'brand',
    title: { en: "Worth of the house's brand and taste beyond the rival's", zh: '自家品牌与口味高出对手的价值' },
    unit: 'CNY',
    value: 0,
    low: -100,
    high: 100,
    ...ours('Relational bonds are here, not in the meter.', '情感纽带计于此，不计入锁定表。'),
  },
] as const satisfies readonly Assumption[];

export type AssumptionId = (typeof TABLE)[number]['id'];

/** Assumptions as the functions take them. Build one with `assume`. */
export type Assumptions = Readonly<Record<AssumptionId, Range>>;

/** The table, for display and for sliders (whose ends are the smaller and larger of `low` and `high`). */
export const ASSUMPTIONS: readonly Assumption<AssumptionId>[] = TABLE;

const range = ({ value, low, high }: Range): Range => ({ value, low, high });

/** The values of the table. */
export const DEFAULTS: Assumptions = Object.fromEntries(TABLE.map((row) => [row.id, range(row)])) as Record<AssumptionId, Range>;

/**
 * The defaults (or `base`) with some values changed. A value outside its range takes the nearer end of the range with
 * it, so that low <= value <= high keeps holding for every result. A whole range may be given instead of a value.
 */
export function assume(changes: Partial<Record<AssumptionId, number | Range>>, base: Assumptions = DEFAULTS): Assumptions {
  const changed = ASSUMPTIONS.map(({ id }) => {
    const change = changes[id];
    if (change === undefined) return [id, base[id]] as const;
    return [id, typeof change === 'number' ? stretch(base[id], change) : range(change)] as const;
  });
  return Object.fromEntries(changed) as Record<AssumptionId, Range>;
}

function stretch({ low, high }: Range, value: number): Range {
  const rising = low <= high;
  return {
    value,
    low: rising ? Math.min(low, value) : Math.max(low, value),
    high: rising ? Math.max(high, value) : Math.min(high, value),
  };
}

/** The row of an assumption: title, unit, source. */
export function assumption(id: AssumptionId): Assumption<AssumptionId> {
  const row = ASSUMPTIONS.find((candidate) => candidate.id === id);
  if (row === undefined) throw new RangeError(`no assumption ${id}`);
  return row;
}
