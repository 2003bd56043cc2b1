// Tests that need a program of the system look for it. On a developer's machine a missing one skips its tests, loudly and
// with the command that installs it; with CI=true it fails them, so that no run is green by not looking.
import { test } from 'vitest';
import { findProgram, packages } from './find-program.ts';
import type { Program } from './find-program.ts';

export { findProgram } from './find-program.ts';

/**
 * `test`, for tests that need these programs. Where one is missing: skipped with a line on standard error, or, with
 * CI=true, a test that fails.
 */
export function testWith(...programs: [Program, ...Program[]]): typeof test | typeof test.skip {
  const missing = programs.filter((program) => findProgram(program) === undefined);
  if (missing.length === 0) return test;
  const cure = `sudo apt-get install ${[...new Set(missing.map((program) => packages[program]))].join(' ')}`;
  if (process.env.CI === 'true') {
    test(`needs ${missing.join(', ')}`, () => {
      throw new Error(`${missing.join(', ')} is not installed: ${cure}`);
    });
  } else process.stderr.write(`SKIPPED: tests that need ${missing.join(', ')}, which is not installed: ${cure}\n`);
  return test.skip;
}
