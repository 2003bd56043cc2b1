import { describe, expect, it } from 'vitest';
import type { Openness, OpennessClass } from './inventory.ts';
import { exposed, importable, phi, portability } from './portability.ts';

describe('the table of the model document', () => {
  // class: [closed rival, open hub and house closed, open hub and house open]
  const TABLE = [
    ['O', 'none', 'full', 'full'],
    ['T', 'none', 'none', 'core'],
    ['V', 'none', 'none', 'none'],
  ] as const satisfies readonly (readonly [OpennessClass, ...string[]])[];

  it.each(TABLE)('class %s: %s, %s, %s', (openness, rival, closed, open) => {
    for (const house of ['closed', 'bridged', 'open'] as const satisfies readonly Openness[]) {
      expect(portability(openness, 'closed-rival', house)).toBe(rival);
    }
    expect(portability(openness, 'open-hub', 'closed')).toBe(closed);
    expect(portability(openness, 'open-hub', 'open')).toBe(open);
    expect(portability(openness, 'open-hub', 'bridged')).toBe(open);
  });

  it('files need both: a house that gives and a target that takes', () => {
    expect(importable('open-hub', 'open')).toEqual({ routines: true, history: true });
    expect(importable('closed-rival', 'open')).toEqual({ routines: false, history: false });
    expect(importable('open-hub', 'closed')).toEqual({ routines: false, history: false });
    expect(importable('open-hub', 'bridged')).toEqual({ routines: false, history: false });
  });
});

describe('phi', () => {
  const band = { owned: 7, standard: 6 };
  it('is exposed over owned', () => {
    expect([exposed(band, 'none'), exposed(band, 'core'), exposed(band, 'full')]).toEqual([0, 6, 7]);
    expect([phi(band, 'none'), phi(band, 'core'), phi(band, 'full')]).toEqual([0, 6 / 7, 1]);
  });
  it('is a number for a device without capabilities', () => {
    const stone = { owned: 0, standard: 0 };
    expect([phi(stone, 'none'), phi(stone, 'core'), phi(stone, 'full')]).toEqual([0, 0, 1]);
  });
});
