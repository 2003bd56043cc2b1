// Which faults there are, what they do to messages and reports; on a manual clock, without a network.
import { expect, test } from 'vitest';
import { commandSchema } from '#protocol/envelopes.ts';
import { compileValue } from '#protocol/values.ts';
import { ulid } from '#protocol/ids.ts';
import { curtain } from '../../catalog/curtain.ts';
import { lamp } from '../../catalog/lamp.ts';
import { robotVacuum } from '../../catalog/robot-vacuum.ts';
import { createManualClock } from '../clock.ts';
import type { EngineReport } from '../engine-types.ts';
import { createFalseFace } from './false-face.ts';
import { createFaultBox } from './fault-box.ts';
import type { FaultChange } from './fault-box.ts';
import { createLane } from './rough-line.ts';

function setUp(seed = 'seed') {
  const clock = createManualClock();
  const faults = createFaultBox(clock, seed);
  const changes: FaultChange[] = [];
  faults.watch((change) => changes.push(change));
  return { clock, faults, changes };
}
const report = (service: string, property: string, value: EngineReport['value']): EngineReport => ({
  ...{ service, property, value, volatile: false },
  by: { kind: 'simulation' },
});
const command = (body: object) => commandSchema.parse({ v: 1, id: ulid(1, () => 0.5), session: 'session-1', sent: 1, exp: 2, ...body });

test('a fault ends by itself, at its time; one of its kind begins anew; mended ones are gone', () => {
  const { clock, faults, changes } = setUp();
  faults.put({ kind: 'latency', seconds: 10, amount: 500 });
  faults.put({ kind: 'silence', seconds: 30 });
  clock.advance(9);
  expect(faults.running()).toEqual([
    { kind: 'latency', seconds: 10, amount: 500, left: 1 },
    { kind: 'silence', seconds: 30, left: 21 },
  ]);
  faults.put({ kind: 'latency', seconds: 10, amount: 700 });
  clock.advance(9.9);
  expect(faults.amountOf('latency')).toBe(700);
  clock.advance(0.1);
  expect(faults.has('latency')).toBe(false);
  faults.mend('silence');
  faults.mend('jam');
  expect(faults.isEmpty).toBe(true);
  clock.advance(60);
  expect(changes).toEqual([
    { began: 'latency', ended: [] },
    { began: 'silence', ended: [] },
    { began: 'latency', ended: [] },
    { began: undefined, ended: ['latency'] },
    { began: undefined, ended: ['silence'] },
  ]);
});

test('a slow line delays by half of the round trip each way, and keeps the order', () => {
  const { clock, faults } = setUp();
  const lane = createLane(faults, clock);
  const came: [number, number][] = [];
  const start = clock.monotonic();
  const send = (n: number) => lane.pass(() => came.push([n, clock.monotonic() - start]));
  faults.put({ kind: 'latency', seconds: 60, amount: 2000 });
  for (let n = 1; n <= 20; n += 1) send(n);
  expect(came).toEqual([]);
  clock.advance(0.79);
  expect(came).toEqual([]);
  clock.advance(0.42);
  expect(came.map(([n]) => n)).toEqual(Array.from({ length: 20 }, (_, k) => k + 1));
  for (const [, at] of came) expect(at).toBeGreaterThanOrEqual(800);
});

test('when a slow line is good again, what is on its way arrives at once, in order; nothing of it comes twice', () => {
  const { clock, faults } = setUp();
  const lane = createLane(faults, clock);
  const came: string[] = [];
  faults.put({ kind: 'latency', seconds: 60, amount: 20_000 });
  for (const word of ['first', 'second']) lane.pass(() => came.push(word));
  faults.mend('latency');
  lane.flush();
  expect(came).toEqual(['first', 'second']);
  faults.put({ kind: 'latency', seconds: 60, amount: 20_000 });
  clock.advance(5);
  lane.pass(() => came.push('third'));
  clock.advance(7.9);
  expect(came).toEqual(['first', 'second']);
  clock.advance(4.2);
  expect(came).toEqual(['first', 'second', 'third']);
});

test('lost messages: the share that was asked for, and the same ones for the same seed', () => {
  const through = (seed: string, amount: number) => {
    const { clock, faults } = setUp(seed);
    const lane = createLane(faults, clock);
    faults.put({ kind: 'loss', seconds: 60, amount });
    const came: number[] = [];
    for (let n = 0; n < 1000; n += 1) lane.pass(() => came.push(n));
    return came;
  };
  expect(through('a', 30).length).toBeGreaterThan(650);
  expect(through('a', 30).length).toBeLessThan(750);
  expect(through('a', 30)).toEqual(through('a', 30));
  expect(through('a', 30)).not.toEqual(through('b', 30));
  expect(through('a', 100)).toEqual([]);
});

test('silence lets nothing through', () => {
  const { clock, faults } = setUp();
  const lane = createLane(faults, clock);
  const came: string[] = [];
  faults.put({ kind: 'silence', seconds: 5 });
  lane.pass(() => came.push('lost'));
  clock.advance(5);
  lane.pass(() => came.push('heard'));
  expect(came).toEqual(['heard']);
});

test('a jam: the report says so, commands are refused in words, the event is raised; freed by its own action', () => {
  const { faults, changes } = setUp();
  const face = createFalseFace(faults, robotVacuum.spec);
  const actual = [report('vacuum', 'state', 'cleaning'), report('battery', 'charge', 80)];
  expect(face.fate(command({ op: 'action', service: 'vacuum', action: 'clean', in: {} }))).toBeUndefined();
  faults.put({ kind: 'jam', seconds: 60 });
  expect(actual.map((each) => face.report(each).value)).toEqual(['jammed', 80]);
  expect(changes.map((change) => face.events(change, actual))).toEqual([[{ service: 'vacuum', event: 'jammed', args: {} }]]);
  expect(face.fate(command({ op: 'action', service: 'vacuum', action: 'clean', in: {} }))).toMatchObject({
    kind: 'refused',
    error: {
      code: 'WRONG_STATE',
      detail: { say: { en: expect.stringContaining('jammed') as string, zh: expect.stringContaining('卡住') as string } },
    },
  });
  expect(face.fate(command({ op: 'action', service: 'vacuum', action: 'free', in: {} }))).toEqual({ kind: 'ended' });
  expect(face.report(report('vacuum', 'state', 'cleaning')).value).toBe('cleaning');
  expect(face.events(changes.at(-1) ?? { began: undefined, ended: [] }, actual)).toEqual([]);
});

test('a fault service tells a jam too, and that it works again', () => {
  const { faults, changes } = setUp();
  const face = createFalseFace(faults, curtain.spec);
  const actual = [report('fault', 'problem', 'none')];
  faults.put({ kind: 'jam', seconds: 60 });
  faults.mend('jam');
  expect(changes.flatMap((change) => face.events(change, actual)).map(({ event }) => event)).toEqual(['broke', 'mended']);
});

test('every wrong report breaks the spec; a value on its way stops being on its way', () => {
  const { faults } = setUp();
  faults.put({ kind: 'wrong-reports', seconds: 60, amount: 100 });
  for (const { spec } of [lamp, robotVacuum]) {
    const face = createFalseFace(faults, spec);
    for (const [service, { properties }] of Object.entries(spec.services)) {
      for (const [property, schema] of Object.entries(properties)) {
        const told = face.report({ ...report(service, property, 1), target: 5, remaining: 3 });
        expect(compileValue(schema)(told.value), `${service}/${property} ${JSON.stringify(told.value)}`).toBeDefined();
        expect(told).not.toHaveProperty('target');
      }
    }
  }
});

test('without faults a report is left as it is, and the clock is right', () => {
  const { faults } = setUp();
  const face = createFalseFace(faults, lamp.spec);
  const one = report('light', 'on', true);
  expect(face.report(one)).toBe(one);
  expect(face.skew).toBe(0);
  faults.put({ kind: 'clock-skew', seconds: 5, amount: -10 });
  expect(face.skew).toBe(-600_000);
});
