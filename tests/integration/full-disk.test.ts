// What a caller hears where nothing more can be written down. /dev/full is a real file on which every write fails (ENOSPC).
import { existsSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { enterAsOwner } from '../support/controller.ts';
import { enterPuppet } from '../support/puppet-device.ts';
import { startHub } from '../support/start-hub.ts';

test.runIf(existsSync('/dev/full'))('a full disk hides no refusal and no time-out, and only what was done is INTERNAL', async () => {
  const doors = await startHub({ mayFail: true });
  const owner = await enterAsOwner(doors);
  const { did, line } = await enterPuppet(doors, owner);
  const args = { did, service: 'light', property: 'brightness', value: 50 };
  doors.hub.inspect.store.notes.close();
  const notes = join(doors.data, 'hub.notes');
  rmSync(notes);
  symlinkSync('/dev/full', notes);

  line.onCommand = () => undefined;
  expect(await owner.refusal('device.set', args, { ttl: 100 })).toMatchObject({ code: 'TIMEOUT', outcome: 'unknown' });
  line.onCommand = (command) => void line.fail(command, 'BUSY');
  expect(await owner.refusal('device.set', args)).toMatchObject({ code: 'BUSY', outcome: 'not-done' });
  const full = { level: 'error', said: [{ err: expect.objectContaining({ code: 'ENOSPC' }) as unknown }, 'the hub caught an error'] };
  expect(doors.log.lines).toEqual([full, full]);
  line.onCommand = (command) => void line.obey(command);
  expect(await owner.refusal('device.set', args)).toMatchObject({ code: 'INTERNAL', outcome: 'unknown' });
});
