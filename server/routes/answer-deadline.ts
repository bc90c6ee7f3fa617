import type { FastifyInstance } from 'fastify';

/** A slow phone has the largest answer by then, and a stream has ended. */
const ANSWER_MS = 60_000;

/**
 * Hangs up on whoever does not take an answer in time. An answer of megabytes waits in our memory until it is
 * read, and a client that asks every second and reads nothing would fill it.
 */
export function installAnswerDeadline(app: FastifyInstance): void {
  app.addHook('onSend', (_request, { raw }, _payload, done) => {
    // Most answers are with the system before the next turn of the event loop and need no timer.
    setImmediate(() => {
      if (raw.writableFinished || raw.destroyed) return;
      const timer = setTimeout(() => raw.destroy(), ANSWER_MS);
      timer.unref();
      raw.once('close', () => clearTimeout(timer));
    });
    done();
  });
}
