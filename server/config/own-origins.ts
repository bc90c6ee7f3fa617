import type { Config } from './config.ts';

/**
 * The origins of the service's own pages. Its links use the first. Null where they cannot be known: in production
 * without `PUBLIC_URL`, and on a port that the system chooses. A link in a mail must not lead to a Host header's host.
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
