import type { Static } from 'typebox';
import type { Endpoint } from '../../shared/discovery.ts';
import type { ApiMap, DetectedApis, PathNode } from '../../shared/skanyr.ts';
import { writeOpenApi } from '../discovery/discover.ts';
import { parseArtifactId, parseDiscoveryId, type DiscoveryId } from '../identifiers/ids.ts';
import { Problem } from '../problem.ts';
import { toQuota } from '../limits/quota.ts';
import type { DiscoveryRecord } from '../storage/port.ts';
import { JOB_PAGE, toJob } from './answer.ts';
import type { SkanyrDeps, Caller } from './discover.ts';
import { toFinding } from './engine-to-wire.ts';
import { toJobText } from './job-text.ts';
import { resultOf } from './result.ts';
import { Run } from './run.ts';

/** How many of the latest discoveries `detected-apis` reads. A visitor has at most ten. */
const LOOK_BACK = 100;

/**
 * A discovery of this organization, running or stored.
 * @throws Problem 404, the same for another organization's as for none
 */
export const requireDiscovery = (
  text: string,
  { organizationId }: Caller,
  { storage, runner }: Pick<SkanyrDeps, 'storage' | 'runner'>,
): Promise<Run | DiscoveryRecord> =>
  requireFound(
    text,
    async (id) =>
      runner.find(id, organizationId) ?? (await storage.findDiscovery(id, organizationId)),
  );

async function requireFound<T>(
  text: string,
  find: (id: DiscoveryId) => Promise<T | null>,
): Promise<T> {
  const id = parseDiscoveryId(text);
  const found = id ? await find(id) : null;
  if (found === null) {
    throw new Problem('not_found', 'There is no such discovery in this organization.');
  }
  return found;
}

/**
 * Charges a run before the endpoints that it has found so far are shown, so that a crash or a failure afterwards
 * cannot give back what was handed out.
 */
export async function chargeShown(
  found: Run | DiscoveryRecord,
  { runner }: Pick<SkanyrDeps, 'runner'>,
): Promise<void> {
  if (found instanceof Run && found.endpoints.length > 0) await runner.commit(found);
}

/**
 * `GET discover/{id}` and `GET jobs/{id}`, as JSON text.
 * @throws Problem 404, the same for another organization's as for none
 */
export async function readJob(
  text: string,
  { organizationId, ledger }: Caller,
  deps: Pick<SkanyrDeps, 'storage' | 'runner'>,
): Promise<string> {
  const { storage, runner } = deps;
  const found = await requireFound(
    text,
    async (id) =>
      runner.find(id, organizationId) ?? (await storage.findDiscoveryText(id, organizationId)),
  );
  if (found instanceof Run) await chargeShown(found, deps);
  const quota = toQuota(await storage.readLedger(ledger));
  return found instanceof Run
    ? JSON.stringify(toJob(found, JOB_PAGE, quota))
    : toJobText(found, quota);
}

/**
 * The stored discovery behind an artifact.
 * @throws Problem 404
 */
export async function requireArtifact(
  text: string,
  caller: Caller,
  deps: Pick<SkanyrDeps, 'storage'>,
): Promise<DiscoveryRecord> {
  const id = parseArtifactId(text);
  const record = id ? await deps.storage.findArtifact(id, caller.organizationId) : null;
  const hasEndpoints = record?.kind === 'discover' || record?.kind === 'analyze-bundle';
  if (!record || !hasEndpoints || record.result === null) {
    throw new Problem('not_found', 'There is no such API map in this organization.');
  }
  return record;
}

/** `GET api-map/{artifact_id}`: the endpoints of a discovery and the tree of their paths. */
export function toApiMap(record: DiscoveryRecord): Static<typeof ApiMap> {
  const { endpoints } = resultOf(record);
  return {
    artifact_id: record.artifactId,
    discovery_id: record.id,
    url: record.url,
    created_at: new Date(record.createdAtMs).toISOString(),
    total_endpoints: endpoints.length,
    endpoints,
    tree: pathTree(endpoints),
  };
}

/** `GET api-map/{artifact_id}?format=openapi`: the same as an OpenAPI 3.1 document. */
export function toOpenApi(record: DiscoveryRecord): object {
  return writeOpenApi({
    url: record.url,
    title: `APIs of ${new URL(record.url).host}`,
    createdAt: new Date(record.createdAtMs).toISOString(),
    findings: resultOf(record).endpoints.map(toFinding),
  });
}

function pathTree(endpoints: readonly Endpoint[]): PathNode {
  const root: PathNode = { segment: '', endpoints: [], children: [] };
  for (const [index, endpoint] of endpoints.entries()) {
    const [origin = '', ...segments] = splitUrl(endpoint.url);
    let node = root;
    for (const segment of [origin, ...segments]) {
      let child = node.children.find((existing) => existing.segment === segment);
      if (!child) {
        child = { segment, endpoints: [], children: [] };
        node.children.push(child);
      }
      node = child;
    }
    node.endpoints.push(index);
  }
  return root;
}

/** The origin, then the path segments. Not with `URL`, which would escape the braces of a path template. */
function splitUrl(url: string): string[] {
  const match = /^([a-z]+:\/\/[^/?#]+)([^?#]*)/.exec(url);
  return match ? [match[1] ?? '', ...(match[2] ?? '').split('/').filter(Boolean)] : [url];
}

/** `GET detected-apis?page_url=`: what this organization has stored about a page; no request is made. */
export async function detectedApis(
  pageUrl: string,
  caller: Caller,
  deps: SkanyrDeps,
): Promise<Static<typeof DetectedApis>> {
  const page = normalise(pageUrl);
  if (page === null) {
    throw new Problem(
      'invalid_field',
      'page_url must be a full URL, such as https://example.com/page.',
      {
        field: 'page_url',
      },
    );
  }
  // Cached, because thousands of endpoints name the same few files.
  const files = new Map<string, boolean>();
  const isPage = (file: string): boolean => {
    const known = files.get(file) ?? normalise(file) === page;
    files.set(file, known);
    return known;
  };
  const best = new Map<string, Endpoint>();
  for (const record of await deps.storage.listDiscoveries(caller.organizationId, LOOK_BACK)) {
    for (const endpoint of resultOf(record).endpoints) {
      const isOfPage = record.url === page || endpoint.source.some(({ file }) => isPage(file));
      const slot = `${endpoint.method} ${endpoint.url}`;
      const known = best.get(slot);
      if (isOfPage && (!known || known.confidence < endpoint.confidence)) best.set(slot, endpoint);
    }
  }
  const endpoints = [...best.values()];
  return { success: true, page_url: page, endpoints, total: endpoints.length };
}

function normalise(text: string): string | null {
  const url = URL.parse(text);
  if (!url) return null;
  url.hash = '';
  return url.href;
}
