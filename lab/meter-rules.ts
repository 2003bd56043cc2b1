// The lines of the meter as data: what each one counts, in which unit, by which formula. `meter.ts` evaluates them.
import type { AssumptionId } from './assumptions.ts';
import { bookValue, rowsLost, type PlacedDevice, type PlacedHome, type PlacedRoutine } from './house.ts';
import { countInput, deviceInputs, routineInputs } from './meter-inputs.ts';
import type { Contribution, Input, MeterLine } from './meter-types.ts';
import { sum } from './sum.ts';

/** Reads an assumption at its middle, low or high value. */
export type At = (id: AssumptionId) => number;

/** A contribution whose amount waits for the assumptions. */
export type Item = Pick<Contribution, 'of' | 'id' | 'dids'> & { readonly amount: (at: At) => number };

export type LineRule = Pick<MeterLine, 'id' | 'title' | 'kind' | 'facet' | 'unit' | 'priced' | 'formula'> & {
  readonly combine: 'sum' | 'max';
  /** Every assumption that the amounts read (tested). */
  readonly uses: readonly AssumptionId[];
  readonly items: (home: PlacedHome) => readonly Item[];
  readonly inputs: (home: PlacedHome) => readonly Input[];
  readonly outOf?: (home: PlacedHome) => number;
};

const perDevice = (devices: readonly PlacedDevice[], amount: (device: PlacedDevice, at: At) => number): readonly Item[] =>
  devices.map((device) => ({ of: 'device', id: device.did, dids: [device.did], amount: (at) => amount(device, at) }));

const perRoutine = (
  routines: readonly PlacedRoutine[],
  dids: (routine: PlacedRoutine) => readonly string[],
  amount: (routine: PlacedRoutine, at: At) => number,
): readonly Item[] =>
  routines.map((routine) => ({ of: routine.what, id: routine.id, dids: dids(routine), amount: (at) => amount(routine, at) }));

const stranded = (home: PlacedHome) => home.devices.filter((device) => device.how === 'none');
const strandedAtAPrice = (home: PlacedHome) => stranded(home).filter((device) => bookValue(device) !== undefined);
const crippled = (home: PlacedHome) => home.devices.filter((device) => device.exposed < device.owned);
const broken = (home: PlacedHome) => home.routines.filter((routine) => routine.brokenBy.length > 0);
const rebuilt = (home: PlacedHome) => home.routines.filter((routine) => !routine.imported);
const forgetful = (home: PlacedHome) => home.devices.filter((device) => rowsLost(home, device) > 0);

export const LINE_RULES: readonly LineRule[] = [
  {
    id: 'stranded-hardware',
    title: { en: 'Stranded hardware', zh: '被弃硬件' },
    kind: 'financial',
    facet: 'monetary loss',
    unit: 'CNY',
    priced: true,
    combine: 'sum',
    formula: {
      en: 'sum over devices that stay behind: price x max(0, 1 - age/life) x (1 - z)',
      zh: '对每台留下的设备求和：价格 × max(0, 1 − 已用年数/寿命) × (1 − z)',
    },
    uses: ['salvage'],
    items: (home) => perDevice(strandedAtAPrice(home), (device, at) => (bookValue(device) ?? 0) * (1 - at('salvage'))),
    inputs: (home) => strandedAtAPrice(home).flatMap((device) => deviceInputs(device, ['price', 'life', 'age'])),
  },
  {
    id: 'features-lost',
    title: { en: 'Features lost', zh: '失去的功能' },
    kind: 'financial',
    facet: 'benefit loss',
    unit: 'count',
    priced: false,
    combine: 'sum',
    formula: { en: 'sum over devices: capabilities owned - exposed at the target', zh: '对每台设备求和：拥有的功能数 − 对方可及的功能数' },
    uses: [],
    items: (home) => perDevice(crippled(home), (device) => device.owned - device.exposed),
    inputs: (home) => home.devices.flatMap((device) => deviceInputs(device, ['owned', 'exposed'])),
    outOf: (home) => sum(home.devices.map((device) => device.owned)),
  },
  {
    id: 'broken-routines',
    title: { en: 'Broken scenes and rules', zh: '失效的场景与规则' },
    kind: 'financial',
    facet: 'benefit loss',
    unit: 'count',
    priced: false,
    combine: 'sum',
    formula: { en: 'scenes and rules that use a capability out of the target’s reach', zh: '用到对方不可及功能的场景与规则数' },
    uses: [],
    items: (home) =>
      perRoutine(
        broken(home),
        (routine) => routine.brokenBy,
        () => 1,
      ),
    inputs: (home) => routineInputs(home),
    outOf: (home) => home.routines.length,
  },
  {
    id: 'pairing',
    title: { en: 'Pairing again', zh: '重新配对' },
    kind: 'procedural',
    facet: 'set-up',
    unit: 'min',
    priced: true,
    combine: 'sum',
    formula: {
      en: 'm_share for each device that comes along, m_pair for each replacement',
      zh: '每台带走的设备 m_share，每台替换设备 m_pair',
    },
    uses: ['share-minutes', 'pair-minutes'],
    items: (home) => perDevice(home.devices, (device, at) => at(device.how === 'none' ? 'pair-minutes' : 'share-minutes')),
    inputs: (home) => [
      countInput({ en: 'Devices that come along', zh: '带走的设备' }, home.devices.length - stranded(home).length),
      countInput({ en: 'Replacements', zh: '替换设备' }, stranded(home).length),
    ],
  },
  {
    id: 'rebuilding',
    title: { en: 'Rebuilding scenes and rules', zh: '重建场景与规则' },
    kind: 'procedural',
    facet: 'set-up',
    unit: 'min',
    priced: true,
    combine: 'sum',
    formula: {
      en: 'not imported: each rule m_rule x (1 + 0.5 max(0, cards - 2)), each scene m_scene',
      zh: '未能导入的：每条规则 m_rule × (1 + 0.5 × max(0, 卡片数 − 2))，每个场景 m_scene',
    },
    uses: ['rule-minutes', 'scene-minutes'],
    items: (home) =>
      perRoutine(
        rebuilt(home),
        (routine) => routine.dids,
        (routine, at) => (routine.what === 'scene' ? at('scene-minutes') : at('rule-minutes') * (1 + 0.5 * Math.max(0, routine.nodes - 2))),
      ),
    inputs: (home) =>
      rebuilt(home).map((routine) => countInput({ en: `Cards of ${routine.name}`, zh: `${routine.name} 的卡片数` }, routine.nodes)),
  },
  {
    id: 'retraining',
    title: { en: 'Learning another remote', zh: '学习新遥控' },
    kind: 'procedural',
    facet: 'learning',
    unit: 'min',
    priced: true,
    combine: 'sum',
    formula: { en: 'people x m_person, once there is a device', zh: '人数 × m_person（家中有设备时）' },
    uses: ['person-minutes'],
    items: (home) =>
      home.devices.length === 0 || home.inventory.people === 0
        ? []
        : [
            {
              of: 'people',
              id: 'people',
              dids: home.devices.map((device) => device.did),
              amount: (at) => home.inventory.people * at('person-minutes'),
            },
          ],
    inputs: (home) => [countInput({ en: 'People', zh: '人数' }, home.inventory.people)],
  },
  {
    id: 'history-rows',
    title: { en: 'History lost: records', zh: '失去的历史：记录' },
    kind: 'financial',
    facet: 'benefit loss',
    unit: 'rows',
    priced: false,
    combine: 'sum',
    formula: { en: 'records that the target cannot import', zh: '对方无法导入的记录数' },
    uses: [],
    items: (home) => perDevice(forgetful(home), (device) => rowsLost(home, device)),
    inputs: (home) => home.devices.flatMap((device) => deviceInputs(device, ['rows'])),
    outOf: (home) => sum(home.devices.map((device) => device.history?.rows ?? 0)),
  },
  {
    id: 'history-days',
    title: { en: 'History lost: days', zh: '失去的历史：天数' },
    kind: 'financial',
    facet: 'benefit loss',
    unit: 'days',
    priced: false,
    combine: 'max',
    formula: { en: 'the longest record of a device that loses any', zh: '有记录丢失的设备中最长的记录天数' },
    uses: [],
    items: (home) => perDevice(forgetful(home), (device) => device.history?.days ?? 0),
    inputs: (home) => home.devices.flatMap((device) => deviceInputs(device, ['days'])),
  },
  {
    id: 'prepaid',
    title: { en: 'Prepaid services', zh: '预付服务' },
    kind: 'financial',
    facet: 'monetary loss',
    unit: 'CNY',
    priced: true,
    combine: 'sum',
    formula: { en: 'sum of the unused parts', zh: '未用部分之和' },
    uses: [],
    items: (home) =>
      home.inventory.prepaid.map((paid) => ({
        of: 'prepaid',
        id: paid.id,
        dids: paid.did === undefined ? [] : [paid.did],
        amount: () => paid.unused,
      })),
    inputs: (home) =>
      home.inventory.prepaid.map((paid) => ({
        name: { en: `Unused part of ${paid.name ?? paid.id}`, zh: `${paid.name ?? paid.id} 的未用部分` },
        value: paid.unused,
        unit: 'CNY',
        source: 'measured',
        citation: { en: 'Bought in this home', zh: '在本家庭购买' },
      })),
  },
];
