// Specs and their compiled checks, one of each per content: two thousand lamps share one.
import { canonical } from '#protocol/revisions.ts';
import { parseSpec } from '#protocol/spec.ts';
import type { DeviceSpec, PropertySpec, SpecResult } from '#protocol/spec.ts';
import { compileValue } from '#protocol/values.ts';
import type { ValueCheck } from '#protocol/values.ts';

export interface CompiledProperty {
  readonly spec: PropertySpec;
  readonly check: ValueCheck;
  readonly readable: boolean;
  readonly writable: boolean;
}
export interface CompiledSpec {
  readonly spec: DeviceSpec;
  /** As it stands retained and stored. */
  readonly text: string;
  readonly properties: ReadonlyMap<string, CompiledProperty>;
}

export function compileSpec(spec: DeviceSpec): CompiledSpec {
  const properties = new Map<string, CompiledProperty>();
  for (const [service, { properties: list }] of Object.entries(spec.services)) {
    for (const [property, schema] of Object.entries(list)) {
      properties.set(`${service}/${property}`, {
        spec: schema,
        check: compileValue(schema),
        readable: schema.access.includes('read'),
        writable: schema.access.includes('write'),
      });
    }
  }
  // In the author's order: it is the order in which a person reads the device.
  return { spec, text: JSON.stringify(spec), properties };
}

/** So that a device that announces ever other specs does not fill the memory. */
const maxParsed = 64;

export function createSpecPool() {
  const byText = new Map<string, CompiledSpec>();
  const bySpec = new WeakMap<DeviceSpec, CompiledSpec>();
  const parsed = new Map<string, Extract<SpecResult, { ok: true }>>();
  return {
    intern(spec: DeviceSpec): CompiledSpec {
      const same = bySpec.get(spec);
      if (same) return same;
      const text = canonical(spec);
      const compiled = byText.get(text) ?? compileSpec(spec);
      byText.set(text, compiled);
      bySpec.set(spec, compiled);
      return compiled;
    },
    /** `parseSpec`, once for each text: two thousand units of a model come back at once after a restart. A known spec is the same object. */
    parse(json: unknown): SpecResult {
      const text = JSON.stringify(json) ?? '';
      const known = parsed.get(text);
      if (known) return known;
      const result = parseSpec(json);
      if (!result.ok) return result;
      const kept = { ...result, spec: byText.get(canonical(result.spec))?.spec ?? result.spec };
      if (parsed.size >= maxParsed) parsed.clear();
      parsed.set(text, kept);
      return kept;
    },
  };
}
