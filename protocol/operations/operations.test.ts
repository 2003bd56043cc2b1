import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { roles } from '../permissions.ts';
import { z } from '../zod.ts';
import { ttlRange } from '../envelopes.ts';
import { isOperation, operationNames, operations } from './index.ts';
import type { Operation } from './operation.ts';

const rows = operationNames.map((name): [string, Operation] => [name, operations[name]]);

describe.each(rows)('%s', (name, row) => {
  test('has a name of two parts, a sentence, a role, and a deadline within the limits', () => {
    expect(name).toMatch(/^[a-z]+\.[a-z-]+$/);
    expect(row.doc).toMatch(/^[A-Z].*\.$/s);
    expect(roles).toContain(row.role);
    expect(row.ttl).toBeGreaterThanOrEqual(ttlRange.min);
    expect(row.ttl).toBeLessThanOrEqual(ttlRange.max);
  });
  test('takes and gives objects, and both can be written as JSON Schema', () => {
    expect(row.args).toBeInstanceOf(z.ZodObject);
    expect(row.result).toBeInstanceOf(z.ZodObject);
    for (const io of ['input', 'output'] as const)
      expect(z.toJSONSchema(io === 'input' ? row.args : row.result, { io, unrepresentable: 'any' })).toHaveProperty('type', 'object');
  });
  test('names the device that it acts on, if it acts on one', () => {
    const { shape } = row.args as z.ZodObject;
    expect(row.device !== undefined).toBe('did' in shape);
  });
  test('never throws on arguments, and ignores those that it does not know', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.anything(), fc.object({ key: fc.constantFrom(...Object.keys((row.args as z.ZodObject).shape), 'x') })),
        (args) => {
          expect(typeof row.args.safeParse(args).success).toBe('boolean');
        },
      ),
    );
  });
});

test('what a guest may call does not change the home, but for control and leaving', () => {
  const asGuest = rows.filter(([, row]) => row.role === 'guest').map(([name]) => name);
  expect(asGuest.sort()).toEqual(
    [
      'device.action',
      'device.get',
      'device.history',
      'device.list',
      'device.set',
      'home.inventory',
      'hub.info',
      'meter.get',
      'person.list',
      'person.remove',
      'room.list',
    ].sort(),
  );
  const asOwner = rows.filter(([, row]) => row.role === 'owner').map(([name]) => name);
  expect(asOwner.sort()).toEqual([
    'device.release',
    'fault.clear',
    'fault.list',
    'fault.put',
    'hub.openness',
    'hub.start-over',
    'person.change',
    'person.invite',
  ]);
});

test('only what stands in the table is an operation', () => {
  for (const name of operationNames) expect(isOperation(name)).toBe(true);
  for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty', '', 'device', 'device.list '])
    expect(isOperation(name)).toBe(false);
});
