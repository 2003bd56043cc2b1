// What the compiler says of one device file, wherever it lies: most mistakes in a definition are compile errors.
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const compiler = join(root, 'node_modules/typescript/bin/tsc');

/** ms; a limit for what hangs, not for a slow machine. */
const patience = 120_000;

/** The first lines that it says, empty where it is content; undefined where no compiler is installed. */
export async function typeCheck(file: string): Promise<readonly string[] | undefined> {
  if (!existsSync(compiler)) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'omnihome-types-'));
  try {
    const config = join(folder, 'tsconfig.json');
    const paths = { 'omnihome/device': [join(root, 'devices/device.ts')], 'omnihome/simulate': [join(root, 'devices/simulate.ts')] };
    // A folder without "type": "module" is no reason to complain: the home loads it all the same.
    const module = { module: 'Preserve', moduleResolution: 'bundler' };
    // A device lives in Node: what only a browser has is a mistake there, and a third of the compiler's work.
    const lib = ['ES2023'];
    const compilerOptions = { ...module, lib, paths, noEmit: true, typeRoots: [join(root, 'node_modules/@types')], incremental: false };
    writeFileSync(config, JSON.stringify({ extends: join(root, 'tsconfig.json'), compilerOptions, include: [], files: [file] }));
    const { failed, said } = await new Promise<{ failed: boolean; said: string }>((resolve) => {
      const args = [compiler, '--project', config, '--pretty', 'false'];
      execFile(process.execPath, args, { cwd: folder, timeout: patience }, (error, stdout) =>
        resolve({ failed: error !== null, said: stdout }),
      );
    });
    const lines = said.split('\n').filter((line) => /error TS\d+/.test(line));
    if (failed && lines.length === 0)
      return ['the compiler ended without a verdict, or took more than two minutes: run check-device again'];
    return [...new Set(lines)].slice(0, 5).map((line) => line.replace(/^[^(]*\((\d+),\d+\): error (TS\d+): /, 'line $1: $2: '));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
