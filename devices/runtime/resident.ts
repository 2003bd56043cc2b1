// A device that lives: its engine runs whether or not a hub is there; it looks for a hub, pairs, connects, comes back.
import { randomBytes } from 'node:crypto';
import type { Place, Places } from '../world/here.ts';
import { createRefusals, reconnectDelay } from './backoff.ts';
import type { Cancel, HomeClock, WallClock } from './clock.ts';
import type { Engine, Snapshot } from './engine-types.ts';
import { tellFault } from './behaviour-fault.ts';
import { createFaultBox } from './faults/fault-box.ts';
import type { Identity } from './identity.ts';
import type { Kind } from './kind.ts';
import { LinkError } from './link.ts';
import { openPairing } from './pairing.ts';
import { createRandom } from './random.ts';
import { createRepeats } from './repeats.ts';
import { openSession } from './session.ts';
import type { Session } from './session.ts';
import type { SavedState } from './saved-state.ts';

export interface ResidentOptions {
  readonly kind: Kind;
  readonly identity: Identity;
  readonly saved: SavedState;
  readonly url: string;
  /** home whose hub it looks for while it is unpaired */
  readonly home: string;
  readonly seed: string | number;
  readonly wall: WallClock;
  readonly clock: HomeClock;
  readonly here: () => Places[Place];
  /** Seconds; the link's own where left out. */
  readonly keepalive?: number | undefined;
  readonly onPlace: (room: string | null) => void;
  /** It has lost the hub, or does not find it; once until it is found. */
  readonly onHubLost: (reason: string) => void;
  readonly onHubFound: () => void;
  /** One line for the terminal. */
  readonly tell: (line: string) => void;
}

/** What a device is up to, as the terminal and the tests see it. */
export type Standing = 'looking' | 'nearby' | 'connecting' | 'ready' | 'refused' | 'stopped';

export interface Resident {
  readonly serial: string;
  /** Its behaviour; another one after `replace`. */
  readonly engine: Engine;
  readonly standing: Standing;
  /** It belongs to a home. */
  readonly paired: boolean;
  start(): void;
  /** Publishes `disconnected`, saves, stops; within a second. */
  stop(): Promise<void>;
  /** Goes on as `kind`, from the values and the memory that it has, and announces itself anew. One that failed lives again. */
  replace(kind: Kind): Promise<void>;
  /** Calls back at every change of standing. */
  watch(seen: (standing: Standing) => void): Cancel;
}

interface Connection {
  end(reason?: string): Promise<void>;
}
/** Passes a call on only while the connection that it comes from is the present one. */
type IfMine = <A extends readonly unknown[]>(run: (...args: A) => void) => (...args: A) => void;

export function createResident(options: ResidentOptions): Resident {
  const { identity, saved, wall, clock, tell } = options;
  const { serial } = identity.data;
  const random = createRandom(`${options.seed} ${serial} link`);
  const refusals = createRefusals();
  const repeats = createRepeats();
  const faults = createFaultBox(wall, `${options.seed} ${serial} faults`);
  const watchers = new Set<(standing: Standing) => void>();
  let standing: Standing = 'stopped';
  let running = false;
  let connection: Connection | undefined;
  let session: Session | undefined;
  let cancelRetry: Cancel = () => {};
  let lostAt: number | undefined;
  let toldLost = false;
  let stopping: Promise<void> | undefined;
  let stopped = false;
  /** Counts its starts and ends: what comes of an earlier connection is not about this one. */
  let life = 0;
  let replacing = Promise.resolve();
  let { kind } = options;
  let engine = openEngine(saved.load());

  function openEngine(snapshot: Snapshot | undefined): Engine {
    const opened: Engine = kind.openEngine({
      clock,
      seed: `${options.seed} ${serial}`,
      here: options.here,
      snapshot,
      onReport(report) {
        saved.changed(() => opened.snapshot());
        if (opened === engine) session?.report(report);
      },
      onEvent: (event) => session?.event(event),
      onFault(fault) {
        tell(tellFault(serial, fault));
        if (fault.fatal && opened === engine) end(`behaviour failed: ${fault.message}`.slice(0, 200)).catch(() => {});
      },
    });
    return opened;
  }

  function stand(next: Standing): void {
    if (standing === next) return;
    standing = next;
    for (const seen of watchers) seen(next);
  }

  /** One attempt: as itself where it is paired, else as a device that looks for a home. */
  async function attempt(): Promise<void> {
    if (!running) return;
    const mine = life;
    const ifMine: IfMine =
      (run) =>
      (...args) =>
        void (mine === life && run(...args));
    const { pairing } = identity.data;
    stand(pairing ? 'connecting' : 'looking');
    try {
      const opened = pairing ? await connectPaired(pairing, ifMine) : await lookForHome(ifMine);
      if (mine !== life) return await opened.end();
      connection = opened;
      if (pairing) refusals.reset();
    } catch (thrown) {
      ifMine(failed)(thrown);
    }
  }

  async function connectPaired(
    pairing: { readonly home: string; readonly did: string; readonly secret: string },
    ifMine: IfMine,
  ): Promise<Connection> {
    const opened = await openSession({
      ...pairing,
      ...{ url: options.url, spec: kind.spec, engine, wall, clock, repeats, faults, keepalive: options.keepalive },
      session: randomBytes(8).toString('hex'),
      onPlace: ifMine(options.onPlace),
      onReady: ifMine(() => {
        found();
        stand('ready');
      }),
      onRefused: ifMine((message: string) => {
        found();
        stand('refused');
        tell(`${serial}: the hub refuses its spec: ${message}`);
      }),
      onCrash: ifMine(crash),
      onClose: ifMine(closed),
    });
    ifMine(() => (session = opened))();
    return opened;
  }

  function lookForHome(ifMine: IfMine): Promise<Connection> {
    return openPairing({
      ...{ url: options.url, home: options.home, identity, spec: kind.spec, wall },
      newNonce: () => randomBytes(32).toString('hex'),
      onNearby: ifMine(() => {
        found();
        stand('nearby');
      }),
      onPaired: () => tell(`${serial}: paired`),
      onRejected: (message) => tell(`${serial}: the hub rejects it: ${message}`),
      onClose: ifMine(closed),
    });
  }

  function found(): void {
    options.onHubFound();
    toldLost = false;
    lostAt = undefined;
  }
  function failed(thrown: unknown): void {
    const error = thrown instanceof LinkError ? thrown : new LinkError(thrown instanceof Error ? thrown.message : String(thrown), false);
    if (!error.refused && !toldLost && running) {
      toldLost = true;
      options.onHubLost(error.message);
    }
    if (error.refused && identity.data.pairing && refusals.note(wall.monotonic())) {
      identity.forget();
      faults.mend();
      refusals.reset();
      lostAt = undefined;
      tell(`${serial}: its home no longer knows it; it can be added again with the same box`);
    }
    closed();
  }
  /** The connection is gone: try again after a while, without end. */
  function closed(): void {
    const wasPairing = session === undefined;
    session = undefined;
    connection = undefined;
    if (!running) return;
    lostAt ??= wall.monotonic();
    // Freshly paired: it comes back as itself without waiting.
    const fresh = wasPairing && standing === 'nearby' && identity.data.pairing !== undefined;
    stand(identity.data.pairing ? 'connecting' : 'looking');
    cancelRetry();
    const delay = fresh ? 0 : reconnectDelay(wall.monotonic() - lostAt, random);
    // Whoever is silent does not call either.
    cancelRetry = wall.after(Math.max(delay, faults.leftOf('silence')), () => void attempt());
  }

  /** Without a word, and without what was not saved; after `seconds` it boots, and nothing is wrong with it any more. */
  function crash(seconds: number): void {
    running = false;
    life += 1;
    session?.drop();
    session = undefined;
    connection = undefined;
    faults.mend();
    engine.stop();
    saved.lose();
    engine = openEngine(saved.load());
    stand('stopped');
    tell(`${serial}: crashed on purpose, boots in ${seconds} s`);
    cancelRetry();
    cancelRetry = wall.after(seconds * 1000, start);
  }

  /** Ends its life, once: another call waits for the same end. */
  function end(reason?: string): Promise<void> {
    const run = async (): Promise<void> => {
      running = false;
      cancelRetry();
      faults.mend();
      life += 1;
      engine.stop();
      saved.save(engine.snapshot());
      await connection?.end(reason);
      connection = undefined;
      session = undefined;
      stand('stopped');
    };
    return (stopping ??= run());
  }
  function start(): void {
    if (running || stopped) return;
    running = true;
    life += 1;
    stopping = undefined;
    engine.start();
    void attempt();
  }

  return {
    serial,
    get engine() {
      return engine;
    },
    get standing() {
      return standing;
    },
    get paired() {
      return identity.data.pairing !== undefined;
    },
    start,
    stop() {
      stopped = true;
      return end();
    },
    replace(next) {
      replacing = replacing.then(async () => {
        await end('reloaded');
        kind = next;
        engine = openEngine(engine.snapshot());
        start();
      });
      return replacing;
    },
    watch(seen) {
      watchers.add(seen);
      return () => watchers.delete(seen);
    },
  };
}
