/** A behaviour that threw something other than a refusal. */
export interface Fault {
  /** the part of the definition, such as `step` or `actions.light.blink` */
  readonly where: string;
  readonly message: string;
  /** `lamp.ts:31`, where the stack tells it */
  readonly file: string | undefined;
  /** the device has stopped over it */
  readonly fatal: boolean;
}

const runtimeFiles = /\/(engine|values|behaviour-fault|define-device)\.ts/;

export function faultOf(where: string, thrown: unknown, fatal: boolean): Fault {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const frames = thrown instanceof Error ? (thrown.stack ?? '').split('\n').slice(1) : [];
  const frame = frames.find((line) => !runtimeFiles.test(line));
  const file = frame && /([\w.-]+\.[mc]?[tj]s)(?:\?[^:)]*)?:(\d+)/.exec(frame);
  return { where, message: message.slice(0, 300), file: file ? `${file[1]}:${file[2]}` : undefined, fatal };
}

export const tellFault = (name: string, { where, message, file, fatal }: Fault): string =>
  `${name}: ${where} failed${file ? ` at ${file}` : ''}: ${message}${fatal ? '; this device has stopped: mend its file and save it' : ''}`;
