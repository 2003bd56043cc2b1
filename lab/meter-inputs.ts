// The inputs of a line, with unit and source: what the reader sees one tap away from a number.
import { assumption, type AssumptionId, type Assumptions } from './assumptions.ts';
import type { Text } from './inventory.ts';
import type { PlacedDevice, PlacedHome } from './house.ts';
import type { Input } from './meter-types.ts';

const COUNTED: Text = { en: 'Counted in this home', zh: '在本家庭中清点' };
const CLOCKED: Text = { en: 'Since pairing, by the clock of the home', zh: '自配对起，按家庭时钟' };
const GIVEN: Text = {
  en: 'Told when it was paired, not timed; in the starter home an illustration',
  zh: '配对时告知，并非计时；起步之家中的仅为示意',
};
const CLAIM: Text = { en: 'The maker’s claim, in the spec of the device', zh: '厂商在设备规范中的声明' };
const ILLUSTRATION: Text = { en: 'The maker’s claim, marked as an illustration', zh: '厂商声明，标注为示例' };
const SPEC: Text = { en: 'Counted in the spec of the device, info not counted', zh: '按设备规范清点，info 不计' };
const STORE: Text = { en: 'Counted in the hub’s history', zh: '在中枢历史库中清点' };

type Fact = Pick<Input, 'name' | 'unit' | 'source' | 'citation'> & { readonly read: (device: PlacedDevice) => number | undefined };
type FactId = 'price' | 'life' | 'age' | 'owned' | 'exposed' | 'rows' | 'days';

const FACTS: Readonly<Record<FactId, Fact>> = {
  price: { name: { en: 'Price', zh: '价格' }, unit: 'CNY', source: 'spec', citation: CLAIM, read: (device) => device.price },
  life: { name: { en: 'Connected life', zh: '联网寿命' }, unit: 'a', source: 'spec', citation: CLAIM, read: (device) => device.lifeYears },
  age: { name: { en: 'Age', zh: '已用年数' }, unit: 'a', source: 'measured', citation: CLOCKED, read: (device) => device.ageYears },
  owned: {
    name: { en: 'Capabilities owned', zh: '拥有的功能' },
    unit: 'count',
    source: 'spec',
    citation: SPEC,
    read: (device) => device.owned,
  },
  exposed: {
    name: { en: 'Capabilities at the target', zh: '对方可及的功能' },
    unit: 'count',
    source: 'spec',
    citation: SPEC,
    read: (device) => device.exposed,
  },
  rows: {
    name: { en: 'Records', zh: '记录数' },
    unit: 'rows',
    source: 'measured',
    citation: STORE,
    read: (device) => device.history?.rows,
  },
  days: {
    name: { en: 'Days recorded', zh: '记录天数' },
    unit: 'days',
    source: 'measured',
    citation: STORE,
    read: (device) => device.history?.days,
  },
};

/** Where a fact is from, if not from where it is in most homes. */
function origin(id: FactId, device: PlacedDevice): Partial<Pick<Input, 'source' | 'citation'>> {
  if (id === 'price' && device.illustrative === true) return { citation: ILLUSTRATION };
  return id === 'age' && device.ageGiven === true ? { source: 'given', citation: GIVEN } : {};
}

/** The named facts of a device; an absent fact gives no input. */
export function deviceInputs(device: PlacedDevice, facts: readonly FactId[]): readonly Input[] {
  return facts.flatMap((id) => {
    const { read, name, ...fact } = FACTS[id];
    const value = read(device);
    if (value === undefined) return [];
    return [
      {
        ...fact,
        ...origin(id, device),
        name: { en: `${name.en}, ${device.name}`, zh: `${name.zh}，${device.name}` },
        value,
        did: device.did,
      },
    ];
  });
}

/** A count taken in the home. */
export function countInput(name: Text, value: number): Input {
  return { name, value, unit: 'count', source: 'measured', citation: COUNTED };
}

/** How many scenes and rules there are. */
export function routineInputs(home: PlacedHome): readonly Input[] {
  return [
    countInput({ en: 'Scenes', zh: '场景' }, home.inventory.scenes.length),
    countInput({ en: 'Rules', zh: '规则' }, home.inventory.rules.length),
  ];
}

/** An assumption as an input, with its source. */
export function assumptionInput(id: AssumptionId, assumptions: Assumptions): Input {
  const row = assumption(id);
  return {
    name: { en: `${row.symbol}: ${row.title.en}`, zh: `${row.symbol}：${row.title.zh}` },
    value: assumptions[id].value,
    unit: row.unit,
    source: 'assumption',
    citation: row.source,
    assumption: id,
  };
}
