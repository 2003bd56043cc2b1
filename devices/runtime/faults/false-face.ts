// What a device says of itself that is not so: a jam, a flat battery, a wrong clock, values that break its own spec. Its
// behaviour knows nothing of it, in whichever thread it runs.
import type { Command } from '#protocol/envelopes.ts';
import type { OmniError } from '#protocol/errors.ts';
import { isEndOf, placeOf } from '#protocol/faults.ts';
import type { FaultKind, FaultPlace } from '#protocol/faults.ts';
import type { DeviceSpec, PropertySpec } from '#protocol/spec.ts';
import type { Value } from '#protocol/values.ts';
import { refuse } from '../../refuse.ts';
import type { EngineEvent, EngineReport } from '../engine-types.ts';
import { holds } from '../rules.ts';
import type { FaultBox, FaultChange } from './fault-box.ts';

const placed = ['jam', 'flat-battery'] as const satisfies readonly FaultKind[];
const refusals = {
  jam: () => refuse('It is jammed: free it first', '它被卡住了，请先排除'),
  'flat-battery': () => refuse('Its battery is flat: charge it first', '电量已耗尽，请先充电'),
} as const;

/** A value that no check lets pass. */
const wrongOf: { readonly [F in PropertySpec['format']]: (spec: PropertySpec) => Value } = {
  bool: () => 'maybe',
  int: (spec) => beyond(spec),
  float: (spec) => beyond(spec),
  duration: (spec) => beyond(spec),
  enum: () => 'nonsense',
  string: () => 0,
  color: () => 'a colour',
  datetime: () => 'yesterday',
};
const beyond = (spec: PropertySpec): Value => {
  const range = 'range' in spec ? spec.range : undefined;
  return range ? range.max + (range.max - range.min) + 1 : 'much';
};

export type CommandFate = { readonly kind: 'refused'; readonly error: OmniError } | { readonly kind: 'ended' } | undefined;

export interface FalseFace {
  /** The report as it leaves. */
  report(report: EngineReport): EngineReport;
  /** What a change of faults raises, in the order of the spec. */
  events(change: FaultChange, actual: readonly EngineReport[]): EngineEvent[];
  /** What becomes of a command before the behaviour hears of it; undefined: nothing. `ended`: it has mended what was wrong. */
  fate(command: Command): CommandFate;
  /** How far the device's clock is ahead, ms. */
  readonly skew: number;
}

export function createFalseFace(faults: FaultBox, spec: DeviceSpec): FalseFace {
  const places = new Map(placed.flatMap((kind) => [[kind, placeOf(spec, kind)] as const]));
  const isAt = ({ service, property }: FaultPlace, report: Pick<EngineReport, 'service' | 'property'>): boolean =>
    report.service === service && report.property === property;

  function raised(place: FaultPlace, now: Value | undefined, before: Value | undefined): EngineEvent[] {
    const service = spec.services[place.service];
    if (!service) return [];
    const { raises = {}, events } = service;
    return Object.entries(raises).flatMap(([event, condition]) => {
      const [property] = condition;
      if (property !== place.property || now === undefined || !holds(condition, now)) return [];
      if (before !== undefined && holds(condition, before)) return [];
      return [{ service: place.service, event, args: Object.hasOwn(events[event]?.args ?? {}, property) ? { [property]: now } : {} }];
    });
  }

  return {
    report(report) {
      if (faults.isEmpty) return report;
      const { target: _target, remaining: _remaining, ...still } = report;
      const property = spec.services[report.service]?.properties[report.property];
      if (property && faults.random.chance((faults.amountOf('wrong-reports') ?? 0) / 100))
        return { ...still, value: wrongOf[property.format](property) };
      for (const kind of placed) {
        const place = faults.has(kind) ? places.get(kind) : undefined;
        if (place && isAt(place, report)) return { ...still, value: place.value };
      }
      return report;
    },

    events({ began, ended }, actual) {
      return placed.flatMap((kind) => {
        const place = places.get(kind);
        if (!place || (began !== kind && !ended.includes(kind))) return [];
        const value = actual.find((report) => isAt(place, report))?.value;
        return began === kind ? raised(place, place.value, value) : raised(place, value, place.value);
      });
    },

    fate(command) {
      if (faults.isEmpty) return undefined;
      for (const kind of placed) {
        const place = faults.has(kind) ? places.get(kind) : undefined;
        if (!place) continue;
        if (!isEndOf(place, command)) return { kind: 'refused', error: refusals[kind]() };
        faults.mend(kind);
        return { kind: 'ended' };
      }
      return undefined;
    },

    get skew() {
      return (faults.amountOf('clock-skew') ?? 0) * 60_000;
    },
  };
}
