import fc from 'fast-check';
import { expect, test } from 'vitest';
import { replyErrorSchema } from './envelopes.ts';
import { errorCodes, errors, OmniError, toOmniError } from './errors.ts';

test.each(errorCodes)('%s says what happened and what to do, in a sentence each, with a status of HTTP', (code) => {
  const { status, what, cure } = errors[code];
  expect(code).toMatch(/^[A-Z]+(_[A-Z]+)*$/);
  expect([what, cure].every((text) => /^[A-Z].*\.$/s.test(text))).toBe(true);
  expect([400, 401, 403, 404, 409, 413, 423, 429, 500, 502, 503, 504]).toContain(status);
});

test('every error fits in a reply, and comes back as the same', () => {
  const detail = fc.record(
    {
      path: fc.string(),
      hint: fc.string(),
      say: fc.record({ en: fc.string(), zh: fc.string() }),
      outcome: fc.constantFrom('not-done' as const, 'unknown' as const),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.constantFrom(...errorCodes), fc.string(), detail, (code, message, given) => {
      const reply = new OmniError(code, message, given).toReply();
      expect(replyErrorSchema.parse(JSON.parse(JSON.stringify(reply)))).toEqual(reply);
      expect(reply).toEqual({ outcome: 'not-done', hint: errors[code].cure, ...given, code, message });
    }),
  );
});

test('whatever was thrown becomes an OmniError; what was none is INTERNAL and keeps its cause to itself', () => {
  fc.assert(
    fc.property(fc.anything(), (thrown) => {
      const error = toOmniError(thrown);
      expect(error.code).toBe('INTERNAL');
      expect(error.detail.cause).toBe(thrown);
      expect(error.toReply()).toEqual({ code: 'INTERNAL', message: errors.INTERNAL.what, outcome: 'not-done', hint: errors.INTERNAL.cure });
    }),
  );
  const own = new OmniError('BUSY');
  expect(toOmniError(own)).toBe(own);
  expect(own.message).toBe(errors.BUSY.what);
});
