// A person at a terminal, within the test's own process: their own configuration, everything that was printed, the exit code.
import { OmniError } from '#protocol/errors.ts';
import { replyErrorSchema } from '#protocol/envelopes.ts';
import { z } from '#protocol/zod.ts';
import { tempFolder } from './temp-folder.ts';
import { run } from '../../cli/run.ts';

export interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}
const documentSchema = z.discriminatedUnion('ok', [
  z.strictObject({ ok: z.literal(true), result: z.unknown() }),
  z.strictObject({ ok: z.literal(false), error: replyErrorSchema.strict() }),
]);

export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>;
  omni(words: readonly string[], options?: { input?: string; stop?: AbortSignal; onOut?: (text: string) => void }): Promise<Said>;
  /** The same with --json: the one document. */
  json(...words: string[]): Promise<z.infer<typeof documentSchema> & { readonly code: number }>;
  /** The result of what must be done. Errors: OmniError. */
  result(...words: string[]): Promise<unknown>;
}

export function createTerminal(hub: string, config = tempFolder()): Terminal {
  const env = { XDG_CONFIG_HOME: config, OMNI_HUB: hub };
  const terminal: Terminal = {
    env,
    async omni(words, { input = '', stop = new AbortController().signal, onOut = () => undefined } = {}) {
      let [out, err] = ['', ''];
      const code = await run(words, {
        env,
        stop,
        input: () => Promise.resolve(input),
        err: (text) => void (err += text),
        out(text) {
          out += text;
          onOut(text);
        },
      });
      return { code, out, err };
    },
    async json(...words) {
      const { code, out, err } = await terminal.omni([...words, '--json']);
      // One document on standard output, and nothing on standard error.
      if (err !== '' || out.trim().split('\n').length !== 1) throw new Error(`not one document: ${out}${err}`);
      return { ...documentSchema.parse(JSON.parse(out)), code };
    },
    async result(...words) {
      const said = await terminal.json(...words);
      if (said.ok) return said.result;
      throw new OmniError(said.error.code, said.error.message, said.error);
    },
  };
  return terminal;
}
