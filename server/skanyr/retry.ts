import type { DiscoverResponse } from '../../shared/discovery.ts';
import type { Page } from './answer.ts';
import { discover, MAX_REQUESTS, type Caller, type SkanyrDeps } from './discover.ts';
import { requireDiscovery } from './read-stored.ts';

export interface RetryOptions {
  discoveryId: string;
  /** Each replaces the first run's, where given. */
  url: string | undefined;
  maxRequests: number | undefined;
  idempotencyKey: string | null;
}

/**
 * `POST retry`: runs a discovery again, with other options where given. It is a discovery of its own: where the
 * first was given back, both together cost one.
 * @throws Problem 404 for a discovery of another organization, as for none
 */
export async function retry(
  options: RetryOptions,
  page: Page,
  caller: Caller,
  deps: SkanyrDeps,
): Promise<DiscoverResponse> {
  const first = await requireDiscovery(options.discoveryId, caller, deps);
  return discover(
    {
      url: options.url ?? first.url,
      extent: first.kind === 'discover-page' ? 'page' : 'site',
      maxRequests: options.maxRequests ?? Number(first.options.max_requests ?? MAX_REQUESTS),
      artifactIds: [],
      idempotencyKey: options.idempotencyKey,
      reuse: false,
    },
    page,
    caller,
    deps,
  );
}
