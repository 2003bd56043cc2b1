/** All that a command may know of the process it runs in: tests give it their own. */
export interface Io {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Standard input, to its end. */
  readonly input: () => Promise<string>;
  /** Aborted on SIGINT, SIGTERM, and when nobody reads standard output any more. */
  readonly stop: AbortSignal;
}
