// Types together in one home, in the real world with the people who live there.
import { expect, test } from 'vitest';
import { loadType, typeNames } from '../catalogue.ts';
import { createTestHome } from '../testing/test-home.ts';
import type { Living } from '../testing/test-home.ts';
import { residents } from '../world/day-plan.ts';

const day = 86_400;
/** Where a type belongs; the rest stands in the living room. */
const rooms: Readonly<Record<string, string>> = {
  ...{ scale: 'bathroom', 'leak-sensor': 'bathroom', 'door-lock': 'hall', 'door-contact': 'hall', 'rice-cooker': 'kitchen' },
  ...{ kettle: 'kitchen', 'smoke-detector': 'kitchen', 'climate-sensor': 'study', 'air-conditioner': 'study', curtain: 'bedroom' },
};

async function moveIn(types: readonly string[]) {
  const home = createTestHome({ residents });
  const devices = new Map<string, Living>();
  for (const name of types) devices.set(name, home.add(await loadType(name), rooms[name] ?? 'living-room'));
  const device = (name: string): Living => {
    const found = devices.get(name);
    if (!found) throw new Error(`no ${name}`);
    return found;
  };
  return { ...home, devices, device };
}

test('a day of life shows in the devices that people pass: door, lock, scale, motion, presence, light switch', async () => {
  const { advance, device } = await moveIn([
    'door-contact',
    'door-lock',
    'scale',
    'motion-sensor',
    'presence-sensor',
    'wall-switch',
    'band',
  ]);
  advance(day);
  expect(device('door-contact').events.slice(0, 2)).toEqual(['contact.opened', 'contact.closed']);
  expect(device('door-lock').events).toContain('lock.unlocked');
  expect(device('door-lock').get('lock', 'bolt')).toBe('locked');
  expect(device('scale').events.filter((event) => event === 'weight.measured').length).toBeGreaterThanOrEqual(2);
  expect(device('motion-sensor').events.length).toBeGreaterThan(2);
  expect(device('presence-sensor').events).toContain('presence.came');
  expect(device('presence-sensor').events).toContain('presence.left');
  expect(device('wall-switch').events).toContain('switch.pressed');
  expect(device('band').events).toContain('sleep.awake');
});

test('one of each type shares a home: the monitor sees what the purifier cleans, and watts add up to what the devices draw', async () => {
  const { advance, device, devices, world } = await moveIn(typeNames());
  advance(10 * 3600);
  device('purifier').set('fan', 'speed', 10);
  advance(3600);
  const room = world.room('living-room');
  expect(room.pm25).toBeLessThan(world.outdoors.pm25 / 2);
  expect(Number(device('air-monitor').get('air', 'pm25'))).toBeCloseTo(room.pm25, -1);
  let drawn = 0;
  for (const [name, each] of devices) if ((rooms[name] ?? 'living-room') === 'living-room') drawn += each.effects().watts;
  advance(5);
  expect(Math.abs(room.watts - drawn)).toBeLessThan(10);
  expect(drawn).toBeGreaterThan(50);
});
