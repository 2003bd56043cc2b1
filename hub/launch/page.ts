// Builds the page when there is none, or when a source is younger than it.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { OmniError } from '#protocol/errors.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const sources = ['dashboard', 'protocol', 'lab', 'package.json'];
const skip = /(^|\/)(dist|node_modules)$|\.test\.tsx?$/;

function youngest(path: string): number {
  if (skip.test(path) || !existsSync(path)) return 0;
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => youngest(join(path, name))));
}

const built = join(root, 'dashboard/dist/index.html');
export const pageIsFresh = (): boolean =>
  existsSync(built) && statSync(built).mtimeMs >= Math.max(...sources.map((source) => youngest(join(root, source))));

/** Errors: INTERNAL, with the end of what the build said. */
export async function buildPage(signal: AbortSignal = new AbortController().signal): Promise<void> {
  const vite = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin/vite.js');
  const said: string[] = [];
  await new Promise<void>((resolve, reject) => {
    const child = spawn(process.execPath, [vite, 'build', '--config', join(root, 'dashboard/vite.config.ts'), '--logLevel', 'error'], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: 120_000,
      signal,
    });
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => said.push(chunk.toString()));
    child.on('error', (error) => (signal.aborted ? resolve() : reject(error)));
    child.on('exit', (code) =>
      code === 0
        ? resolve()
        : reject(
            new OmniError('INTERNAL', `The page could not be built: ${said.join('').trim().split('\n').at(-1) ?? ''}`, {
              hint: 'Run "npm run build" to see all.',
            }),
          ),
    );
  });
}
