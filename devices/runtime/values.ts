// A device's values: exact inside, on the spec's grid outside.
import { compileValue, initialValue, sameValue, stepOf, toGrid } from '#protocol/values.ts';
import type { Value, ValueCheck } from '#protocol/values.ts';
import type { By } from '#protocol/envelopes.ts';
import type { DeviceSpec, PropertySpec } from '#protocol/spec.ts';
import type { AnyState } from '../define-device.ts';

export interface Cell {
  readonly service: string;
  readonly property: string;
  readonly spec: PropertySpec;
  readonly check: ValueCheck;
  /** of the grid; undefined where there is none */
  readonly step: number | undefined;
  /** unrounded, clamped to the range */
  exact: Value;
  /** what changed it last; undefined: nothing since the last flush */
  by: By | undefined;
}
export type ValueTable = Readonly<Record<string, Readonly<Record<string, Value>>>>;

export interface Values {
  /** `d`: sealed objects whose fields read and assign the exact values. */
  readonly state: AnyState;
  readonly cells: readonly Cell[];
  find(service: string, property: string): Cell | undefined;
  /** All exact values, for a snapshot. */
  save(): Record<string, Record<string, Value>>;
}

export const onGrid = (cell: Cell): Value => (typeof cell.exact === 'number' ? toGrid(cell.spec, cell.exact) : cell.exact);

const isNumeric = (spec: PropertySpec): boolean => spec.format === 'int' || spec.format === 'float' || spec.format === 'duration';

/** Clamps a number to its range; what is not a value of this property throws, naming service and property. */
function accept(cell: Cell, value: unknown): Value {
  const name = `${cell.service}.${cell.property}`;
  if (isNumeric(cell.spec)) {
    if (typeof value !== 'number' || !Number.isFinite(value)) throw new TypeError(`${name} = ${String(value)}: expected a finite number`);
    const range = 'range' in cell.spec ? cell.spec.range : undefined;
    return range ? Math.min(range.max, Math.max(range.min, value)) : value;
  }
  const wrong = cell.check(value);
  if (wrong) throw new TypeError(`${name}: ${wrong.message}`);
  if (typeof value === 'object' && value !== null && 'h' in value && 's' in value)
    return Object.freeze({ h: Number(value.h), s: Number(value.s) });
  if (typeof value === 'boolean' || typeof value === 'string' || typeof value === 'number') return value;
  throw new TypeError(`${name}: not a value`);
}

/** A kept value is taken only if it is still valid in this spec; else the property takes its first value. */
function first(cell: Cell, start: Value | undefined, kept: Value | undefined): Value {
  for (const candidate of [kept, start]) {
    if (candidate === undefined) continue;
    const range = 'range' in cell.spec ? cell.spec.range : undefined;
    if (isNumeric(cell.spec)) {
      if (typeof candidate === 'number' && Number.isFinite(candidate) && (!range || (candidate >= range.min && candidate <= range.max)))
        return candidate;
    } else if (!cell.check(candidate)) return accept(cell, candidate);
  }
  return initialValue(cell.spec);
}

/** `cause`: on whose behalf a value is being assigned right now. */
export function createValues(spec: DeviceSpec, start: ValueTable, kept: ValueTable, cause: () => By): Values {
  const cells: Cell[] = [];
  const byName = new Map<string, Cell>();
  const state: Record<string, Record<string, Value>> = {};
  for (const [service, { properties }] of Object.entries(spec.services)) {
    const fields: Record<string, Value> = {};
    for (const [property, propertySpec] of Object.entries(properties)) {
      const cell: Cell = {
        service,
        property,
        spec: propertySpec,
        check: compileValue(propertySpec),
        step: stepOf(propertySpec),
        exact: false,
        by: undefined,
      };
      cell.exact = first(cell, start[service]?.[property], kept[service]?.[property]);
      cells.push(cell);
      byName.set(`${service}.${property}`, cell);
      Object.defineProperty(fields, property, {
        enumerable: true,
        get: () => cell.exact,
        set(value: unknown) {
          const accepted = accept(cell, value);
          if (sameValue(accepted, cell.exact)) return;
          cell.exact = accepted;
          cell.by = cause();
        },
      });
    }
    state[service] = Object.seal(fields);
  }
  return {
    state: Object.freeze(state),
    cells,
    find: (service, property) => byName.get(`${service}.${property}`),
    save() {
      const saved: Record<string, Record<string, Value>> = {};
      for (const { service, property, exact } of cells) (saved[service] ??= {})[property] = exact;
      return saved;
    },
  };
}
