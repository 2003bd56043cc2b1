// `raises`: an event when a condition on a reported value becomes true, never at start.
import type { Condition, DeviceSpec } from '#protocol/spec.ts';
import { sameValue } from '#protocol/values.ts';
import type { Value } from '#protocol/values.ts';
import type { EngineEvent } from './engine-types.ts';

export function holds([, comparison, wanted]: Condition, value: Value): boolean {
  switch (comparison) {
    case '=':
      return sameValue(value, wanted);
    case '!=':
      return !sameValue(value, wanted);
    case '<':
      return value < wanted;
    case '<=':
      return value <= wanted;
    case '>=':
      return value >= wanted;
    case '>':
      return value > wanted;
  }
}

export interface Rules {
  /** The events whose condition has become true since the last call; none where `quiet`, which only takes note. */
  update(read: (service: string, property: string) => Value | undefined, quiet: boolean): EngineEvent[];
}

export function createRules(spec: DeviceSpec): Rules {
  const rules = Object.entries(spec.services).flatMap(([service, { raises = {}, events }]) =>
    Object.entries(raises).map(([event, condition]) => ({
      service,
      event,
      condition,
      argument: condition[0] in (events[event]?.args ?? {}),
      held: true,
    })),
  );
  return {
    update(read, quiet) {
      const raised: EngineEvent[] = [];
      for (const rule of rules) {
        const [property] = rule.condition;
        const value = read(rule.service, property);
        if (value === undefined) continue;
        const held = holds(rule.condition, value);
        if (held && !rule.held && !quiet)
          raised.push({ service: rule.service, event: rule.event, args: rule.argument ? { [property]: value } : {} });
        rule.held = held;
      }
      return raised;
    },
  };
}
