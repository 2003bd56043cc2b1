// One connection of a paired device: init, announce, `session`, a report of every property, ready; then reports, events and
// commands until it closes.
import { commandSchema, faultCommandSchema, placeSchema, sessionSchema } from '#protocol/envelopes.ts';
import type { Command, FaultCommand, Result, StateMessage } from '#protocol/envelopes.ts';
import { OmniError } from '#protocol/errors.ts';
import { canHave } from '#protocol/faults.ts';
import type { DeviceSpec } from '#protocol/spec.ts';
import { topicsOf } from '#protocol/topics.ts';
import { z } from '#protocol/zod.ts';
import { parseJson } from '#protocol/parse-json.ts';
import type { Cancel, HomeClock, WallClock } from './clock.ts';
import type { Engine, EngineEvent, EngineReport, Outcome } from './engine-types.ts';
import { createFalseFace } from './faults/false-face.ts';
import type { FaultBox, FaultChange } from './faults/fault-box.ts';
import { createLane } from './faults/rough-line.ts';
import { openLink } from './link.ts';
import type { Link } from './link.ts';
import { createPace } from './pace.ts';
import type { Repeats } from './repeats.ts';

export const firmware = '1.0.0';
const v = 1 as const;
/** The hub must answer an announcement within this, ms. */
const announceLimit = 10_000;
const goodbyeLimit = 400;
/** Above this many bytes unsent, changes wait. */
const crowded = 256 * 1024;

export interface SessionOptions {
  readonly url: string;
  readonly home: string;
  readonly did: string;
  readonly secret: string;
  /** of this connection; never used before */
  readonly session: string;
  readonly spec: DeviceSpec;
  readonly engine: Engine;
  readonly wall: WallClock;
  readonly clock: HomeClock;
  readonly repeats: Repeats;
  /** What it is told to do wrong. */
  readonly faults: FaultBox;
  readonly keepalive?: number | undefined;
  readonly onPlace: (room: string | null) => void;
  /** The hub takes commands for it now. */
  readonly onReady: () => void;
  /** The hub refuses the spec: the device stays connected, in `init`. */
  readonly onRefused: (message: string) => void;
  /** It is told to crash, and to boot after so many seconds. The answer has left. */
  readonly onCrash: (seconds: number) => void;
  readonly onClose: () => void;
}

export interface Session {
  report(report: EngineReport): void;
  event(event: EngineEvent): void;
  /** Closes at once, without a word. */
  drop(): void;
  /** Publishes `disconnected` and closes; within a second. */
  end(reason?: string): Promise<void>;
}

/** Connects and announces. Throws LinkError where the hub cannot be reached or refuses. */
export async function openSession(options: SessionOptions): Promise<Session> {
  const { did, session, engine, wall, clock, repeats, faults } = options;
  const topics = topicsOf(options.home);
  const face = createFalseFace(faults, options.spec);
  const [lineOut, lineIn] = [createLane(faults, wall), createLane(faults, wall)];
  let link: Link | undefined;
  let seq = 0;
  let ready = false;
  /** Hub time: what `session.now` said, and how long ago that was. */
  let hubTime = { now: Infinity, at: 0 };
  let cancelAnnounce: Cancel = () => {};
  let unwatch: Cancel = () => {};

  const hubNow = (): number => hubTime.now + wall.monotonic() - hubTime.at;
  const stateMessage = (state: StateMessage['state'], reason?: string): StateMessage => ({
    v,
    state,
    session,
    ts: wall.now() + face.skew,
    firmware,
    ...(reason === undefined ? {} : { reason }),
    ...(state === 'disconnected' ? {} : { faults: faults.running() }),
  });
  /** What every report and event carries; `ht` only where the home does not run on real time. */
  const stamp = () => ({ v, ts: wall.now() + face.skew, ...(clock.isReal ? {} : { ht: clock.now() }), session, seq: (seq += 1) });

  function sendReport(report: EngineReport): void {
    const { service, property, value, volatile, target, remaining, by } = face.report(report);
    const stamped = stamp();
    const moving = target === undefined || remaining === undefined ? {} : { target, until: stamped.ts + (remaining * 1000) / clock.speed };
    const message = { ...stamped, value, ...moving, by };
    lineOut.pass(() => link?.publish(topics.report(did, service, property), message, { retain: true, qos: volatile ? 0 : 1 }));
  }
  function sendEvent({ service, event, args }: EngineEvent): void {
    const message = { ...stamp(), args };
    lineOut.pass(() => link?.publish(topics.event(did, service, event), message));
  }
  const pace = createPace({
    wall,
    isOpen: () => ready && link !== undefined,
    isCrowded: () => (link?.waiting ?? 0) >= crowded,
    isHastened: () => clock.speed > 1,
    all: () => engine.reports(),
    send: sendReport,
  });

  function resultOf(id: string, arrived: number, outcome: Outcome): Result {
    const base = { v, id, session, took: Math.max(0, wall.monotonic() - arrived) };
    return outcome.ok ? { ...base, ok: true, result: outcome.result } : { ...base, ok: false, error: outcome.error.toReply() };
  }
  function answer(command: { readonly id: string }, arrived: number, outcome: Outcome, remember: boolean): void {
    const result = resultOf(command.id, arrived, outcome);
    if (remember) repeats.answered(command.id, result);
    lineOut.pass(() => link?.publish(topics.res(did), result));
  }
  const refusal = (code: ConstructorParameters<typeof OmniError>[0], message?: string): Outcome => ({
    ok: false,
    error: new OmniError(code, message),
  });

  /** In order: whose session, in time, asked before; then the spec and the behaviour, in the engine. */
  function onCommand(command: Command, arrived: number): void {
    if (command.session !== session || !ready) return answer(command, arrived, refusal('WRONG_SESSION'), false);
    if (hubNow() > command.exp) return answer(command, arrived, refusal('EXPIRED'), false);
    const seen = repeats.look(command);
    if (seen.kind === 'reused') return answer(command, arrived, refusal('ID_REUSED'), false);
    if (seen.kind === 'repeat') return seen.answer && lineOut.pass(() => link?.publish(topics.res(did), { ...seen.answer, session }));
    const fate = face.fate(command);
    if (fate) return answer(command, arrived, fate.kind === 'ended' ? { ok: true, result: {} } : { ok: false, error: fate.error }, true);
    // The report leaves before the answer, in one write with it.
    link?.together(() =>
      engine.execute(command, { origin: 'phone', id: command.id }, (outcome) => answer(command, arrived, outcome, true)),
    );
  }

  /** Past the line that it may have made a bad one: a fault can always be ended, as long as the device hears at all. */
  async function onFaultCommand(command: FaultCommand, arrived: number): Promise<void> {
    let outcome: Outcome = { ok: true, result: {} };
    const isCrash = command.op === 'fault' && command.kind === 'crash';
    if (command.session !== session || !ready) outcome = refusal('WRONG_SESSION');
    else if (hubNow() > command.exp) outcome = refusal('EXPIRED');
    else if (command.op === 'mend') faults.mend(command.kind);
    else if (!canHave(options.spec, command.kind)) outcome = refusal('NO_SUCH_SERVICE', `it cannot have "${command.kind}"`);
    else if (!isCrash) faults.put(command);
    // The answer leaves before a fault keeps it from leaving.
    await link?.publishAndWait(topics.res(did), resultOf(command.id, arrived, outcome), {}, goodbyeLimit);
    if (isCrash && outcome.ok) options.onCrash(command.seconds);
    else link?.hold(faults.has('silence'));
  }
  /** A fault has begun or ended: the hub hears which there are now, and every value as it looks now. */
  function onFaults(change: FaultChange): void {
    if (!ready) return;
    if (change.ended.includes('silence')) link?.hold(false);
    if (change.ended.includes('latency')) [lineIn, lineOut].forEach((lane) => lane.flush());
    link?.together(() => {
      const actual = engine.reports();
      link?.publish(topics.state(did), stateMessage('ready'), { retain: true });
      actual.forEach(sendReport);
      face.events(change, actual).forEach(sendEvent);
    });
  }

  function onSession(message: z.infer<typeof sessionSchema>): void {
    if (message.session !== session || ready) return;
    cancelAnnounce();
    if (message.accepted !== true) return options.onRefused(`${message.accepted.code}: ${message.accepted.message}`);
    hubTime = { now: message.now, at: wall.monotonic() };
    ready = true;
    unwatch = faults.watch(onFaults);
    clock.settle();
    link?.together(() => {
      engine.reports().forEach(sendReport);
      link?.publish(topics.state(did), stateMessage('ready'), { retain: true });
    });
    options.onReady();
  }

  const readers: Readonly<Record<string, (json: unknown, arrived: number) => void>> = {
    [topics.session(did)](json) {
      const message = sessionSchema.safeParse(json);
      if (message.success) onSession(message.data);
    },
    [topics.place(did)](json) {
      const message = placeSchema.safeParse(json);
      if (message.success) options.onPlace(message.data.room);
    },
    [topics.cmd(did)](json, arrived) {
      const command = commandSchema.safeParse(json);
      if (command.success) {
        const entered = wall.monotonic();
        return lineIn.pass(() => onCommand(command.data, arrived + wall.monotonic() - entered));
      }
      const fault = faultCommandSchema.safeParse(json);
      if (fault.success) return void onFaultCommand(fault.data, arrived);
      const readable = z.object({ id: commandIdSchema }).safeParse(json);
      if (readable.success) answer(readable.data, arrived, refusal('BAD_REQUEST', command.error.issues[0]?.message), false);
    },
  };

  const opened = await openLink({
    url: options.url,
    clientId: did,
    keepalive: options.keepalive,
    username: did,
    password: options.secret,
    will: { topic: topics.state(did), payload: JSON.stringify({ v, state: 'lost', session, reason: 'connection lost' }) },
    onOpen(open) {
      link = open;
    },
    onMessage(topic, payload) {
      const arrived = wall.monotonic();
      readers[topic]?.(parseJson(payload), arrived);
    },
    onClose() {
      ready = false;
      unwatch();
      cancelAnnounce();
      options.onClose();
    },
  });
  try {
    await opened.subscribe([topics.session(did), topics.place(did), topics.cmd(did)]);
  } catch (thrown) {
    opened.drop();
    throw thrown;
  }
  cancelAnnounce = wall.after(announceLimit, () => opened.drop());
  opened.together(() => {
    opened.publish(topics.state(did), stateMessage('init'), { retain: true });
    opened.publish(topics.announce(did), { v, session, firmware, spec: options.spec });
  });

  return {
    report(each) {
      if (ready) pace(each);
    },
    event(each) {
      if (ready) sendEvent(each);
    },
    drop() {
      ready = false;
      opened.drop();
    },
    async end(reason) {
      ready = false;
      cancelAnnounce();
      await opened.publishAndWait(topics.state(did), stateMessage('disconnected', reason), { retain: true }, goodbyeLimit);
      await opened.end();
    },
  };
}

const commandIdSchema = commandSchema.options[0].shape.id;
