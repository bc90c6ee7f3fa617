import type { Config } from './config.ts';

/**
 * The origins of the service's own pages, that of its links first; null where nobody has said what it is. In
 * production it is never guessed: a link in a mail must not lead where a request's Host header says.
 */
export function ownOrigins({
  publicUrl,
  production,
  port,
}: Pick<Config, 'publicUrl' | 'production' | 'port'>): readonly [string, ...string[]] | null {
  if (publicUrl !== null) return [publicUrl];
  if (production || port === 0) return null;
  return [`http://localhost:${port}`, `http://127.0.0.1:${port}`];
}
