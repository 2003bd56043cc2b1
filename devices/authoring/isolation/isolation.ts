// Foreign devices in a thread of their own. The main thread keeps their connections and their files; it moves their clock,
// sends what they sense, and takes what they say. A behaviour that computes for a second without returning loses its thread;
// the others go on in a new one from where they were, with the very text that was accepted.
import { MessageChannel, Worker } from 'node:worker_threads';
import { OmniError } from '#protocol/errors.ts';
import { parseSpec } from '#protocol/spec.ts';
import type { z } from '#protocol/zod.ts';
import type { Cancel, HomeClock } from '../../runtime/clock.ts';
import type { Outcome } from '../../runtime/engine-types.ts';
import type { Kind } from '../../runtime/kind.ts';
import { addressSchema, cellCount, cells, keptSchema, parts, timeOf, upSchema } from './messages.ts';
import type { Down, Exported, Here, Part, Up } from './messages.ts';
import { createRareTell } from './rare-tell.ts';
import { openRemoteEngine } from './remote-engine.ts';
import type { RemoteDevice, RemoteType, Wire } from './remote-engine.ts';

export type { RemoteType } from './remote-engine.ts';
export type Checked = Extract<Up, { kind: 'checked' }>;

/** What is imported: `specifier` for the machine, `file` for a person. */
export interface Source {
  readonly specifier: string;
  readonly file: string;
}

export interface Isolation {
  /** Imports it and lets one device of each type live for an hour. Throws BAD_SPEC with file, path, reason and cure. */
  load(source: Source): Promise<readonly RemoteType[]>;
  /** Makes each check of conformance. Throws as `load` does. */
  check(source: Source, seen: (checked: Checked) => void): Promise<readonly RemoteType[]>;
  kindOf(type: RemoteType): Kind;
  stop(): Promise<void>;
}

/** The thread is looked at this often, real ms. */
const look = 250;
/**
 * Without a beat for so long it is stopped: once the process has computed for a second meanwhile (µs; a busy machine gives it
 * less than the wall clock shows), or, where it only waits, after so many looks.
 */
const mostComputing = 1_000_000;
const [mostSilent, mostWaiting] = [4, 40];
/** An import that waits for something that never comes, real ms. */
const importLimit = 10_000;
/** So many ends of the thread within a minute, for which nobody can be named, and it is not started again. */
const mostEnds = 3;

interface Loading {
  readonly source: Source;
  readonly message: Extract<Down, { kind: 'load' | 'check' }>;
  readonly seen: (checked: Checked) => void;
  readonly done: (types: readonly Exported[]) => void;
  readonly failed: (what: string, cure: string | undefined) => void;
}

export function createIsolation(tell: (line: string) => void): Isolation {
  let thread: Worker | undefined;
  let shared = new Int32Array(new SharedArrayBuffer(4 * cellCount));
  let watch: NodeJS.Timeout | undefined;
  let ends: number[] = [];
  let numbers = 0;
  const number = (): number => (numbers += 1);
  const loading = new Map<number, Loading>();
  const asks = new Map<number, { readonly device: number; readonly answer: (outcome: Outcome) => void }>();
  const sources = new Map<number, Source>();
  const devices = new Map<number, RemoteDevice>();
  /** The texts of what was imported, by address and version. */
  const kept = new Map<string, string>();
  /** Sources that a new thread imports again, by the number of the request. */
  const again = new Map<number, number>();
  /** By the thread of now. */
  const imported = new Set<number>();
  let cancelTime: Cancel = () => {};

  const tellRarely = createRareTell(tell);
  const send = (message: Down): void => (thread ?? begin()).postMessage(message);

  function begin(): Worker {
    shared = new Int32Array(new SharedArrayBuffer(4 * cellCount));
    const { port1: reader, port2: keeper } = new MessageChannel();
    reader.on('message', (raw: unknown) => {
      const parsed = keptSchema.safeParse(raw);
      if (parsed.success) kept.set(...parsed.data);
    });
    reader.unref();
    const begun = new Worker(new URL('./boot.mjs', import.meta.url), {
      workerData: { shared: shared.buffer, kept, keeper },
      transferList: [keeper],
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: 512 },
    });
    thread = begun;
    let why = 'it ended its thread';
    begun.on('message', (raw: unknown) => {
      const parsed = upSchema.safeParse(raw);
      if (begun !== thread) return;
      if (parsed.success) heard(parsed.data);
      else unreadable(raw, parsed.error);
    });
    begun.on('error', (error) => {
      why = error.message;
    });
    begun.on('exit', () => {
      if (begun === thread) ended(why);
    });
    let seen = '';
    let silent = 0;
    let since = process.cpuUsage();
    clearInterval(watch);
    watch = setInterval(() => {
      const beat = Atomics.load(shared, cells.beat);
      const now = [beat, partNow(), Atomics.load(shared, cells.device)].join();
      // Before its first beat nothing foreign runs in it.
      if (beat === 0 || now !== seen) {
        [seen, silent, since] = [now, 0, process.cpuUsage()];
        return;
      }
      silent += 1;
      const { user, system } = process.cpuUsage(since);
      if (silent >= mostWaiting || (silent >= mostSilent && user + system >= mostComputing)) ended('it did not return within 1 s');
    }, look);
    watch.unref();
    return begun;
  }
  /** Something that no device of this project says: it counts as that device's failure, and whoever waits is answered. */
  function unreadable(raw: unknown, { issues: [issue] }: z.ZodError): void {
    const { data: address } = addressSchema.safeParse(raw);
    const what = `it said what cannot be read: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`;
    const asked = address?.kind === 'answer' ? asks.get(address.seq ?? -1) : undefined;
    if (asked) {
      asks.delete(address?.seq ?? -1);
      asked.answer({ ok: false, error: new OmniError('DEVICE_ERROR', what) });
    }
    const device = devices.get(asked?.device ?? address?.device ?? -1);
    if (device) {
      device.failed(device.where('step'), what);
      send({ kind: 'close', device: device.id });
    } else tell(`a foreign device: ${what}`);
  }
  const partNow = (): Part => parts[Atomics.load(shared, cells.part)] ?? 'nothing';

  /** The thread is gone or must go: who was inside pays for it, the others begin again where they were. */
  function ended(reason: string): void {
    const part = partNow();
    const who = Atomics.load(shared, cells.device);
    void thread?.terminate();
    thread = undefined;
    clearInterval(watch);
    cancelTime();
    const waiting = [...asks];
    asks.clear();
    again.clear();
    imported.clear();
    const culprit = part === 'nothing' ? undefined : devices.get(who);
    const where = culprit?.where(part) ?? part;
    for (const [, { device, answer }] of waiting) {
      const error =
        device === culprit?.id ? new OmniError('DEVICE_ERROR', reason) : new OmniError('BUSY', 'another device stopped its thread');
      answer({ ok: false, error });
    }
    const guilty = [...loading].find(([, { message }]) => part !== 'nothing' && message.source === who);
    if (guilty) {
      loading.delete(guilty[0]);
      guilty[1].failed(`${part}: ${reason}`, endLoops);
    } else if (culprit) culprit.failed(where, reason);
    else if (part === 'import') stopSource(who, reason);
    else if (tooMany()) {
      tell(`the thread of foreign devices ends again and again (${reason}); they have stopped: mend their files and save them`);
      for (const device of [...devices.values()]) device.failed('nothing', reason);
      for (const { failed } of [...loading.values()]) failed(`the thread of foreign devices ends again and again (${reason})`, undefined);
      return;
    } else tell(`the thread of foreign devices ended (${reason}); they go on in a new one`);
    goOn();
  }
  function stopSource(source: number | undefined, reason: string): void {
    for (const device of [...devices.values()]) if (device.type.source === source) device.failed('import', reason);
  }
  function tooMany(): boolean {
    const now = performance.now();
    ends = [...ends.filter((at) => now - at < 60_000), now];
    return ends.length >= mostEnds;
  }
  function goOn(): void {
    for (const { type } of devices.values()) demandSource(type.source);
    for (const device of devices.values()) device.open();
    for (const { message } of loading.values()) send(message);
  }

  /** What was accepted earlier is imported once in each thread, before the first of its devices opens there. */
  function demandSource(source: number): void {
    const { specifier } = sources.get(source) ?? {};
    if (specifier === undefined || imported.has(source)) return;
    imported.add(source);
    const seq = number();
    again.set(seq, source);
    send({ kind: 'load', seq, source, specifier, trial: false });
  }

  function heard(message: Up): void {
    switch (message.kind) {
      case 'loaded':
        again.delete(message.seq);
        loading.get(message.seq)?.done(message.types);
        break;
      case 'failed':
        loading.get(message.seq)?.failed(message.what, message.cure);
        stopSource(again.get(message.seq), message.what);
        again.delete(message.seq);
        break;
      case 'broken':
        devices.get(message.device)?.failed(message.where, message.what);
        break;
      case 'checked':
        loading.get(message.seq)?.seen(message);
        break;
      case 'said':
        devices.get(message.device)?.said(message);
        break;
      case 'answer': {
        const { outcome } = message;
        const ask = asks.get(message.seq);
        asks.delete(message.seq);
        ask?.answer(outcome.ok ? outcome : { ok: false, error: new OmniError(outcome.error.code, outcome.error.message, outcome.error) });
        break;
      }
      case 'loose':
        tellRarely(`a foreign device left something behind that failed: ${message.what}`);
        break;
      case 'idle':
        plan(message.next);
        break;
    }
  }

  /** The home's clock moves theirs, to each moment that one of them waits for. */
  function plan(next: number | undefined): void {
    cancelTime();
    const clock: HomeClock | undefined = devices.values().next().value?.clock;
    if (next === undefined || !clock) return;
    cancelTime = clock.at(next, () => {
      const here = new Map<number, Here>();
      for (const device of devices.values()) here.set(device.id, device.here());
      send({ kind: 'time', here, ...timeOf(clock) });
    });
  }

  const wire: Wire = {
    send,
    ask(message, answer) {
      const seq = number();
      asks.set(seq, { device: message.device, answer });
      send({ kind: 'ask', seq, ...message });
    },
    enter(device) {
      devices.set(device.id, device);
      demandSource(device.type.source);
    },
    leave: (device) => void devices.delete(device.id),
  };

  function request(kind: 'load' | 'check', source: Source, seen: (checked: Checked) => void): Promise<readonly RemoteType[]> {
    const [seq, id] = [number(), number()];
    const { specifier, file } = source;
    return new Promise((resolve, reject) => {
      // The time of an import counts while it is imported, not while others are.
      const timer = setInterval(() => {
        if (partNow() !== 'import' || Atomics.load(shared, cells.device) !== id) return;
        waited += look;
        if (waited >= importLimit) ended('it waits for something that does not come');
      }, look);
      let waited = 0;
      const settle = (): void => {
        clearInterval(timer);
        loading.delete(seq);
      };
      const failed = (what: string, cure: string | undefined): void => {
        settle();
        const line = cure === undefined ? what : `${what}; ${cure}`;
        reject(new OmniError('BAD_SPEC', `${file}: ${line}`, { hint: cure }));
      };
      const done = (exported: readonly Exported[]): void => {
        if (exported.length === 0) return failed('it exports no device', 'export a constant made by defineDevice({ … })');
        const types: RemoteType[] = [];
        for (const { name, spec, place, start } of exported) {
          const parsed = parseSpec(spec);
          if (!parsed.ok)
            return failed(`${name}: ${parsed.faults[0]?.path ?? ''}: ${parsed.faults[0]?.what ?? ''}`, parsed.faults[0]?.cure);
          types.push({ source: id, file, name, spec: parsed.spec, place, start });
        }
        settle();
        sources.set(id, source);
        imported.add(id);
        resolve(types);
      };
      const message: Loading['message'] =
        kind === 'load' ? { kind, seq, source: id, specifier, trial: true } : { kind, seq, source: id, specifier };
      loading.set(seq, { source, message, seen, done, failed });
      send(message);
    });
  }

  return {
    load: (source) => request('load', source, () => {}),
    check: (source, seen) => request('check', source, seen),
    kindOf: (type) => ({
      spec: type.spec,
      place: type.place,
      openEngine: (options) => openRemoteEngine(number(), type, options, wire),
    }),
    async stop() {
      const last = thread;
      thread = undefined;
      clearInterval(watch);
      cancelTime();
      await last?.terminate();
    },
  };
}

const endLoops = 'let every loop end: wait with `yield seconds` in an action, or return from step and be called again';
