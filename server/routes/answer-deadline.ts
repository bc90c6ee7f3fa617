import type { FastifyInstance } from 'fastify';

/** The time to read an answer: enough for a slow phone and the largest answer, and for a stream to end. */
const ANSWER_MS = 60_000;

/**
 * Closes the connection of a client that does not read its answer in time. An unread answer stays in our memory,
 * so a client that asks for megabytes every second and reads nothing would fill it.
 */
export function installAnswerDeadline(app: FastifyInstance): void {
  app.addHook('onSend', (_request, { raw }, _payload, done) => {
    // Most answers are written to the socket before the next turn of the event loop, and need no timer.
    setImmediate(() => {
      if (raw.writableFinished || raw.destroyed) return;
      const timer = setTimeout(() => raw.destroy(), ANSWER_MS);
      timer.unref();
      raw.once('close', () => clearTimeout(timer));
    });
    done();
  });
}
