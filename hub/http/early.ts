// What fails before there is a route: a path that cannot be decoded, and what is no HTTP at all. The same door and the
// same shape of errors as everywhere; without this the framework would answer in its own words, to anybody.
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { errors, OmniError, toOmniError } from '#protocol/errors.ts';

/** A refusal as the body of every failed request. */
export const bodyOf = (error: OmniError, id: string) => ({ v: 1, id, ok: false, error: error.toReply() }) as const;

/** For fastify's `frameworkErrors`: hooks do not run there, so the door is checked here. */
export function createEarlyErrors(checkDoor: (request: FastifyRequest) => void, id: string) {
  return function answer(thrown: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
    let error = new OmniError('BAD_REQUEST', `This is no path: ${thrown.message.slice(0, 200)}`, {
      path: 'url',
      hint: 'Encode "%" as "%25".',
    });
    try {
      checkDoor(request);
    } catch (refusal) {
      error = toOmniError(refusal);
    }
    // An upgrade's socket belongs to no server any more: nobody else would close it.
    if (request.headers.upgrade !== undefined) reply.raw.once('finish', () => request.raw.socket.destroySoon());
    void reply.code(errors[error.code].status).send(bodyOf(error, id));
  };
}

/** For fastify's `clientErrorHandler`: the parser gave up, so there is only a socket to write to. */
export function answerNoHttp(thrown: Error & { code?: string }, socket: Socket, id: string): void {
  if (thrown.code === 'ECONNRESET' || socket.destroyed) return;
  const error =
    thrown.code === 'HPE_HEADER_OVERFLOW'
      ? new OmniError('TOO_LARGE', 'The headers are too large.')
      : new OmniError('BAD_REQUEST', 'This is not HTTP, or it did not come in time.', { hint: 'Send one HTTP/1.1 request.' });
  const { status } = errors[error.code];
  const body = JSON.stringify(bodyOf(error, id));
  if (socket.writable)
    socket.write(
      `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
    );
  socket.destroySoon();
}
