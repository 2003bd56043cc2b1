// Every refusal in Omnihome, in one table. docs/protocol.md is generated from it.

interface ErrorRow {
  /** HTTP status of a reply that carries this error. */
  readonly status: number;
  /** What happened, one sentence. */
  readonly what: string;
  /** What to do about it, one sentence. */
  readonly cure: string;
  /** May the same request succeed later, unchanged? */
  readonly retry: boolean;
}

const row = (status: number, what: string, cure: string, retry = false): ErrorRow => ({ status, what, cure, retry });

export const errors = {
  BAD_REQUEST: row(400, 'The message is not JSON of the envelope’s shape.', 'Send one JSON object as docs/protocol.md shows.'),
  UNAUTHENTICATED: row(401, 'The hub does not know who is asking.', 'Claim the hub with a fresh link, or send client and secret.'),
  FORBIDDEN: row(403, 'This person or device may not do that.', 'Ask an owner of the home.'),
  NO_SUCH_OPERATION: row(404, 'There is no operation of that name.', 'See the table of operations.'),
  BAD_ARGS: row(400, 'An argument is missing or has the wrong shape.', 'See the path; the operation’s schema is at /api/docs.'),
  NO_SUCH_DEVICE: row(404, 'This home has no such device.', 'List the devices with device.list.'),
  NO_SUCH_SERVICE: row(404, 'The device has no such service.', 'See the device’s spec.'),
  NO_SUCH_PROPERTY: row(404, 'The service has no such property.', 'See the device’s spec.'),
  NO_SUCH_ACTION: row(404, 'The service has no such action.', 'See the device’s spec.'),
  NO_SUCH_ROOM: row(404, 'This home has no such room.', 'List the rooms with room.list.'),
  NO_SUCH_PERSON: row(404, 'This home knows no such person.', 'List the people with person.list.'),
  NOT_READABLE: row(400, 'The property cannot be read.', 'Its access in the spec says write only.'),
  NOT_WRITABLE: row(400, 'The property cannot be set.', 'Its access in the spec says read only.'),
  BAD_TYPE: row(400, 'The value has the wrong type.', 'Send the JSON type that the property’s format names.'),
  OUT_OF_RANGE: row(400, 'The value lies outside the property’s range.', 'Stay between min and max.'),
  OFF_STEP: row(400, 'The value lies between two steps.', 'Use min plus a whole number of steps.'),
  BAD_ENUM: row(400, 'The value is none of those listed.', 'Use one of the spec’s values.'),
  TOO_LARGE: row(413, 'The value or message is too large.', 'Stay within the limits of hub.info.'),
  OFFLINE: row(503, 'The device is not connected.', 'Wait until it is back, then try again.', true),
  TIMEOUT: row(504, 'The device did not confirm in time: whether it acted is unknown.', 'Look at its value, then decide.', true),
  EXPIRED: row(504, 'The command came too late and was not carried out.', 'Send it again.', true),
  WRONG_SESSION: row(409, 'The command was meant for an earlier connection of the device.', 'Send it again.', true),
  BUSY: row(409, 'It is still doing something else.', 'Try again when it has finished.', true),
  WRONG_STATE: row(409, 'The device refuses that in its present state.', 'Its message says why.'),
  DEVICE_ERROR: row(502, 'The device failed while carrying it out.', 'Try again; if it persists, the device is broken.', true),
  ID_REUSED: row(409, 'This id was used for another request.', 'Make a new id for every request.'),
  CONFLICT: row(409, 'It contradicts what the home already holds.', 'Read the present state, then decide.'),
  RATE_LIMITED: row(429, 'Too many requests in a short time.', 'Slow down, then try again.', true),
  NOT_NEARBY: row(404, 'No device with this serial is nearby.', 'Switch it on and wait until it is listed.', true),
  ALREADY_PAIRED: row(409, 'This device already belongs to the home.', 'Remove it first.'),
  NOT_ADMITTED: row(
    403,
    'Its maker is not among the partners that this house has admitted, and it is not open.',
    'Set the hub’s openness to open.',
  ),
  BAD_ATTESTATION: row(403, 'The device cannot prove who made it.', 'Do not trust this device.'),
  BAD_PROOF: row(403, 'The device does not know its own setup code, or the message was altered.', 'Do not trust this device.'),
  WRONG_SETUP_CODE: row(403, 'The setup code is not that of the device.', 'Read the eight digits on its box again.'),
  LOCKED_OUT: row(423, 'Too many wrong setup codes: the device has locked itself.', 'Wait until the time it names is over.', true),
  HOUSE_REFUSED: row(403, 'The device refuses this hub.', 'Its message says what the hub would have to show.'),
  BAD_SPEC: row(400, 'The device describes itself wrongly.', 'The path says where; the hint says how to mend it.'),
  REV_CONFLICT: row(
    409,
    'Same vendor, model and revision, but other content; or a revision that drops something.',
    'Raise rev and keep all of the earlier revision.',
  ),
  VERSION: row(400, 'The message is of a protocol version that this side does not speak.', 'Use version 1.'),
  INTERNAL: row(500, 'The hub failed.', 'Try again; if it persists, report it with the hub’s log.', true),
} as const satisfies Record<string, ErrorRow>;

export type ErrorCode = keyof typeof errors;
export const errorCodes = Object.keys(errors) as [ErrorCode, ...ErrorCode[]];

/**
 * The codes that a device may answer a command or a pairing with. All others are the hub's own word: a device that says
 * UNAUTHENTICATED would have a person's phone sign out.
 */
export const deviceCodes = {
  command: [
    'BAD_REQUEST',
    'BAD_ARGS',
    'NO_SUCH_SERVICE',
    'NO_SUCH_PROPERTY',
    'NO_SUCH_ACTION',
    'NOT_WRITABLE',
    'BAD_TYPE',
    'OUT_OF_RANGE',
    'OFF_STEP',
    'BAD_ENUM',
    'TOO_LARGE',
    'EXPIRED',
    'WRONG_SESSION',
    'BUSY',
    'WRONG_STATE',
    'DEVICE_ERROR',
    'ID_REUSED',
  ],
  pairing: ['EXPIRED', 'BUSY', 'WRONG_STATE', 'DEVICE_ERROR', 'WRONG_SETUP_CODE', 'LOCKED_OUT', 'HOUSE_REFUSED'],
} as const satisfies Record<string, readonly ErrorCode[]>;

/** What a device's code means to a person: itself, or DEVICE_ERROR where it is not the device's to say. */
export const fromDevice = (about: keyof typeof deviceCodes, code: ErrorCode): ErrorCode =>
  (deviceCodes[about] as readonly ErrorCode[]).includes(code) ? code : 'DEVICE_ERROR';

/** Words for a person, in both languages. */
export interface Say {
  readonly en: string;
  readonly zh: string;
}

export interface ErrorDetail {
  /** Where in the input, as a JSON path such as `services.fan.properties.level`. */
  readonly path?: string | undefined;
  /** How to mend it. */
  readonly hint?: string | undefined;
  readonly say?: Say | undefined;
  /** `unknown` only where nobody can tell whether it was done (TIMEOUT). */
  readonly outcome?: 'not-done' | 'unknown' | undefined;
  /** Wrong setup codes that the device still takes. */
  readonly left?: number | undefined;
  /** When a locked device opens again, ms since 1970. */
  readonly lockedUntil?: number | undefined;
  readonly cause?: unknown;
}

/** The only error that crosses a boundary. `message` is for an engineer, `say` for a person. */
export class OmniError extends Error {
  override readonly name = 'OmniError';
  readonly code: ErrorCode;
  readonly detail: ErrorDetail;

  constructor(code: ErrorCode, message: string = errors[code].what, detail: ErrorDetail = {}) {
    super(message, detail.cause === undefined ? undefined : { cause: detail.cause });
    this.code = code;
    this.detail = detail;
  }

  /** The error as it stands in a reply. */
  toReply() {
    const { path, hint, say, left, lockedUntil, outcome = 'not-done' } = this.detail;
    return {
      code: this.code,
      message: this.message,
      outcome,
      hint: hint ?? errors[this.code].cure,
      ...(path === undefined ? {} : { path }),
      ...(say === undefined ? {} : { say }),
      ...(left === undefined ? {} : { left }),
      ...(lockedUntil === undefined ? {} : { lockedUntil }),
    };
  }
}

/** Anything thrown, as an OmniError: what is not one already is INTERNAL, with the cause kept for the log. */
export function toOmniError(thrown: unknown): OmniError {
  return thrown instanceof OmniError ? thrown : new OmniError('INTERNAL', errors.INTERNAL.what, { cause: thrown });
}
