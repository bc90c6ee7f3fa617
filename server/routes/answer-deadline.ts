import type { FastifyInstance } from 'fastify';

/** Enough for a slow phone to read the largest answer, and for a stream to end. */
const ANSWER_MS = 60_000;

/**
 * Closes the connection of a client that does not read its answer in time. An unread answer stays in our memory,
 * so a client that asks for megabytes every second and reads nothing would fill it.
 */
export function installAnswerDeadline(app: FastifyInstance): void {
  app.addHook('onSend', async (_request, { raw }) => {
    const timer = setTimeout(() => raw.destroy(), ANSWER_MS);
    timer.unref();
    raw.once('close', () => clearTimeout(timer));
  });
}
