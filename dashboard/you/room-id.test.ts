import { expect, it } from 'vitest';
import { isName } from '#protocol/names.ts';
import { roomId } from './room-id.ts';

it('makes a name of the protocol of whatever a person types', () => {
  expect(roomId('Winter garden', [])).toBe('winter-garden');
  expect(roomId('Café', [])).toBe('cafe');
  expect(roomId('阳光房', [])).toBe('room-1');
  expect(roomId('阳光房', ['room-1'])).toBe('room-2');
  expect(roomId('Study', ['study'])).toBe('study-1');
  for (const name of ['!', 'a', 'x'.repeat(40), '  -- ', '北 1']) expect(isName(roomId(name, ['room-1']))).toBe(true);
});
