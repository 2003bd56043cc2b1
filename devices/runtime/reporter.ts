// What a device tells: semantics 1, 6 and 7. A report where a value changed on the grid, on whose behalf, then the events.
import type { By } from '#protocol/envelopes.ts';
import { sameValue, toGrid } from '#protocol/values.ts';
import type { Value } from '#protocol/values.ts';
import type { OnTheWay } from '../definition.ts';
import type { EngineEvent, EngineReport } from './engine-types.ts';
import type { Rules } from './rules.ts';
import { onGrid } from './values.ts';
import type { Cell, Values } from './values.ts';

interface Shown {
  readonly value: Value;
  readonly target: Value | undefined;
  readonly remaining: number | undefined;
}

export interface ReporterOptions {
  readonly values: Values;
  readonly rules: Rules;
  /** For a cell that may be shown on its way: asks where it is. */
  readonly moving: (cell: Cell) => (() => OnTheWay | false | undefined) | undefined;
  readonly onReport: (report: EngineReport) => void;
  readonly onEvent: (event: EngineEvent) => void;
}

export interface Reporter {
  /** Tells what changed since the last flush. `by`: of what moves by itself. `quiet`: only takes note. */
  flush(by: By, quiet: boolean): void;
  /** Waits for the next flush, so that the reports go first. */
  emit(event: EngineEvent): void;
  /** Every readable property as it is now. */
  all(by: By): EngineReport[];
}

export function createReporter({ values, rules, moving, onReport, onEvent }: ReporterOptions): Reporter {
  const reported = new Map<Cell, Shown>();
  const movers = new Map(
    values.cells.flatMap((cell) => {
      const ask = moving(cell);
      return ask ? [[cell, ask] as const] : [];
    }),
  );
  let emitted: EngineEvent[] = [];

  /** Its value on the grid, or, on its way there, where it is. */
  function present(cell: Cell): Shown {
    const aim = onGrid(cell);
    const way = movers.get(cell)?.();
    return way
      ? { value: toGrid(cell.spec, way.value), target: aim, remaining: way.seconds }
      : { value: aim, target: undefined, remaining: undefined };
  }
  const toReport = (cell: Cell, { value, target, remaining }: Shown, by: By): EngineReport => ({
    service: cell.service,
    property: cell.property,
    value,
    volatile: cell.spec.volatile === true,
    ...(target === undefined || remaining === undefined ? {} : { target, remaining }),
    by,
  });
  /** Most steps move a number by far less than the grid: told apart without rounding. */
  function isNearlySame(cell: Cell, before: Shown | undefined): boolean {
    if (cell.step === undefined || typeof cell.exact !== 'number' || movers.has(cell)) return false;
    return typeof before?.value === 'number' && Math.abs(cell.exact - before.value) < 0.499 * cell.step;
  }
  const isReadable = (cell: Cell): boolean => cell.spec.access.includes('read');

  return {
    flush(by, quiet) {
      let news = false;
      for (const cell of values.cells) {
        const before = reported.get(cell);
        if (cell.by === undefined && !movers.has(cell) && before) continue;
        const because = cell.by ?? by;
        cell.by = undefined;
        if (isNearlySame(cell, before)) continue;
        const shown = present(cell);
        if (before && sameValue(before.value, shown.value) && sameValue(before.target, shown.target)) continue;
        reported.set(cell, shown);
        news = true;
        if (!quiet && isReadable(cell)) onReport(toReport(cell, shown, because));
      }
      if (!news && emitted.length === 0) return;
      const raised = rules.update((service, property) => {
        const cell = values.find(service, property);
        return cell && onGrid(cell);
      }, quiet);
      const events = [...raised, ...emitted];
      emitted = [];
      if (!quiet) events.forEach(onEvent);
    },
    emit(event) {
      emitted.push(event);
    },
    all: (by) => values.cells.filter(isReadable).map((cell) => toReport(cell, present(cell), by)),
  };
}
