import { expect, test } from 'vitest';
import { planOf, residents } from './day-plan.ts';
import { createHousehold } from './household.ts';
import type { Moment } from './household.ts';

const monday = Date.UTC(2026, 2, 2);
const dayMs = 86_400_000;
const household = createHousehold('1 household', residents);
const at = (hour: number, day = 0): Moment => household.at(monday + day * dayMs + hour * 3_600_000, 0);
const minutes = (days: number, from = 0): { day: number; hour: number; moment: Moment }[] =>
  Array.from({ length: days * 1440 }, (_, k) => {
    const day = from + Math.floor(k / 1440);
    const hour = (k % 1440) / 60;
    return { day, hour, moment: at(hour, day) };
  });

test('every plan is in order, begins awake and ends asleep in the bedroom, for years', () => {
  for (let day = 20_000; day < 20_800; day += 1) {
    for (const who of residents.keys()) {
      const plan = planOf('7 household', who, residents.length, day);
      const times = plan.map(({ from }) => from);
      expect(times).toEqual([...times].sort((a, b) => a - b));
      expect(plan[0]?.doing).toBe('washing');
      expect(plan.at(-1)).toMatchObject({ room: 'bedroom', doing: 'sleeping' });
    }
  }
});

test('they sleep at night, work on weekdays, are at home on Saturday; every day is a little different and always the same', () => {
  expect(at(3).people).toMatchObject([
    { name: 'Lin', asleep: true, cadence: 0, room: 'bedroom' },
    { name: 'Chen', asleep: true, room: 'bedroom' },
  ]);
  expect(at(12).people.map(({ room }) => room)).toEqual([null, null]);
  expect(at(12, 5).people.map(({ room }) => room)).toEqual(['living-room', 'living-room']);
  expect(at(3).people[0]?.pulse).toBeLessThan(at(12).people[0]?.pulse ?? 0);
  const wakes = (day: number) => minutes(1, day).find(({ hour, moment }) => hour > 4 && moment.people[0]?.asleep === false)?.hour;
  expect(new Set([0, 1, 2, 3].map(wakes)).size).toBeGreaterThan(1);
});

test('what is asked for first does not matter, and another household of the same seed lives the same', () => {
  const other = createHousehold('1 household', residents);
  const late = other.at(monday + 3.4 * dayMs, 0);
  expect(other.at(monday + 0.3 * dayMs, 0)).toEqual(at(7.2));
  expect(late).toEqual(at(0.4 * 24, 3));
  expect(createHousehold('2 household', residents).at(monday + 0.8 * dayMs, 0)).not.toEqual(at(0.8 * 24));
});

test('one of them cooks every evening, in the kitchen, and they take turns', () => {
  const cooks = Array.from({ length: 14 }, (_, day) => {
    const names = new Set(
      minutes(1, day).flatMap(({ moment }) =>
        moment.people.filter(({ cooking }) => cooking).map(({ name, room }) => `${name} ${String(room)}`),
      ),
    );
    expect(names.size).toBe(1);
    return [...names][0];
  });
  expect(new Set(cooks)).toEqual(new Set(['Lin kitchen', 'Chen kitchen']));
});

test('the bedroom window opens after the first has got up and closes again; the kitchen is aired after cooking', () => {
  const day = minutes(1);
  const first = day.find(({ moment }) => moment.people.some(({ asleep }) => !asleep))?.hour ?? NaN;
  const open = day.filter(({ moment }) => moment.aired.has('bedroom')).map(({ hour }) => hour);
  expect(Math.min(...open)).toBeGreaterThan(first);
  expect(open).toHaveLength(30);
  const cooked = day.findLast(({ moment }) => moment.people.some(({ cooking }) => cooking))?.hour ?? NaN;
  expect(day.find(({ moment }) => moment.aired.has('kitchen'))?.hour).toBeCloseTo(cooked + 1 / 60, 6);
});

test('the front door opens for a minute whenever somebody leaves or comes home, and they pass the hall', () => {
  let opened = 0;
  let was = at(0);
  let inHall = 0;
  for (let second = 10; second < 86_400; second += 10) {
    const now = at(second / 3600);
    if (now.doorOpen && !was.doorOpen) opened += 1;
    for (const [who, { room }] of now.people.entries()) {
      if (room === 'hall') inHall += 1;
      if ((room === null) !== (was.people[who]?.room === null)) expect(now.doorOpen).toBe(true);
    }
    was = now;
  }
  expect(opened).toBe(4); // two people, out and home
  expect(inHall).toBeGreaterThan(30);
});

test('steps of a day are those of a working adult; asleep nobody moves, awake nobody moves all the time', () => {
  const day = minutes(1);
  const steps = day.reduce((sum, { moment }) => sum + (moment.people[0]?.cadence ?? 0), 0);
  expect(steps).toBeGreaterThan(3_000);
  expect(steps).toBeLessThan(20_000);
  const awake = day.map(({ moment }) => moment.people[0]).filter((person) => person?.asleep === false);
  const still = awake.filter((person) => person?.cadence === 0).length;
  expect(still).toBeGreaterThan(awake.length * 0.2);
  expect(still).toBeLessThan(awake.length * 0.8);
  expect(day.every(({ moment }) => moment.people.every(({ asleep, cadence }) => !asleep || cadence === 0))).toBe(true);
});

test('the bathroom floor is wet on a few evenings of a hundred, for about an hour', () => {
  const wet = minutes(100).filter(({ moment }) => moment.wet.size > 0);
  const evenings = new Set(wet.map(({ day }) => day));
  expect(evenings.size).toBeGreaterThanOrEqual(1);
  expect(evenings.size).toBeLessThan(15);
  expect(wet.every(({ hour, moment }) => hour >= 19 && hour < 22.6 && moment.wet.has('bathroom'))).toBe(true);
  expect(wet.length / evenings.size).toBeGreaterThan(40);
});
