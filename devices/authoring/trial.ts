// Before a foreign type is let in, one of it lives for an hour in a room of its own.
import { OmniError } from '#protocol/errors.ts';
import type { DeviceType } from '../define-device.ts';
import type { Services } from '../definition.ts';
import type { WallClock } from '../runtime/clock.ts';
import { simulate } from '../simulate.ts';

const hour = 3_600;
/** Real ms: a device that is busy all the time has shown by then that it returns. */
const patience = 2_000;

/** Throws BAD_SPEC where its behaviour throws within an hour. `beat` is called as the hour goes on. */
export function tryOut(type: DeviceType, wall: WallClock, beat: () => void): void {
  const bench = simulate<Services>(type);
  const began = wall.monotonic();
  for (let passed = 0; passed < hour && wall.monotonic() - began < patience; passed += 60) {
    bench.advance(60);
    bench.effects();
    beat();
    const [fault] = bench.faults;
    if (!fault) continue;
    const at = fault.file === undefined ? '' : ` at ${fault.file}`;
    throw new OmniError('BAD_SPEC', `${type.spec.model}: ${fault.where} throws${at}: ${fault.message}; mend it and save it`, {
      path: fault.where,
      hint: 'mend it and save it',
    });
  }
  bench.stop();
}
