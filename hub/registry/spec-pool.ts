// Specs and their compiled checks, one of each per content: two thousand lamps share one.
import { createHash } from 'node:crypto';
import { parseJson } from '#protocol/parse-json.ts';
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

/** So that devices that announce ever other specs do not fill the memory. What is forgotten is only no longer shared. */
const most = { compiled: 256, parsed: 64 } as const;

const digest = (text: string): string => createHash('sha256').update(text).digest('base64');

/** Keeps what was used last, by the hash of a text. */
function createCache<T>(size: number) {
  const entries = new Map<string, T>();
  return {
    get(key: string): T | undefined {
      const found = entries.get(key);
      if (found === undefined) return undefined;
      // A Map keeps the order of entry: what stands first was used least lately.
      entries.delete(key);
      entries.set(key, found);
      return found;
    },
    set(key: string, value: T): void {
      entries.delete(key);
      entries.set(key, value);
      for (const oldest of entries.keys()) {
        if (entries.size <= size) break;
        entries.delete(oldest);
      }
    },
    get size() {
      return entries.size;
    },
  };
}

export function createSpecPool() {
  const byContent = createCache<CompiledSpec>(most.compiled);
  const bySpec = new WeakMap<DeviceSpec, CompiledSpec>();
  const texts = createCache<SpecResult>(most.parsed);
  const parsed = createCache<Extract<SpecResult, { ok: true }>>(most.parsed);
  return {
    intern(spec: DeviceSpec): CompiledSpec {
      const same = bySpec.get(spec);
      if (same) return same;
      const content = digest(canonical(spec));
      const compiled = byContent.get(content) ?? compileSpec(spec);
      byContent.set(content, compiled);
      bySpec.set(spec, compiled);
      return compiled;
    },
    /** `parseSpec`, once for each text: two thousand units of a model come back at once after a restart. A known spec is the same object. */
    parse(json: unknown): SpecResult {
      const text = digest(JSON.stringify(json) ?? '');
      const known = parsed.get(text);
      if (known) return known;
      const result = parseSpec(json);
      if (!result.ok) return result;
      const kept = { ...result, spec: byContent.get(digest(canonical(result.spec)))?.spec ?? result.spec };
      parsed.set(text, kept);
      return kept;
    },
    /** The same of a text: as it stands in the store, two thousand times the same. undefined where it is not JSON. */
    parseText(text: string): SpecResult | undefined {
      const known = texts.get(text);
      if (known) return known;
      const json = parseJson(text);
      if (json === undefined) return undefined;
      const result = this.parse(json);
      if (result.ok) texts.set(text, result);
      return result;
    },
    /** For tests: how much it holds. */
    get sizes() {
      return { compiled: byContent.size, parsed: parsed.size };
    },
  };
}
