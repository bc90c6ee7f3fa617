import type { FastifyInstance } from 'fastify';

/** Enough for a slow phone to read the largest answer, and for a stream to end. */
const ANSWER_MS = 60_000;

/**
 * Closes the connection of a client that does not read its answer in time. An unread answer stays in our memory,
 * so a client that asks for megabytes every second and reads nothing would fill it.
 */
export function installAnswerDeadline(app: FastifyInstance): void {
  app.addHook('onSend', (_request, { raw }, _payload, done) => {
    // Most answers are handed to the system before the next turn of the event loop, and need no timer.
    setImmediate(() => {
      if (raw.writableFinished || raw.destroyed) return;
      const timer = setTimeout(() => raw.destroy(), ANSWER_MS);
      timer.unref();
      raw.once('close', () => clearTimeout(timer));
    });
    done();
  });
}
