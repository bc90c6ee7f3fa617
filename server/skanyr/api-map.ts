import type { Static } from 'typebox';
import type { Endpoint } from '../../shared/discovery.ts';
import type { ApiMap, PathNode } from '../../shared/skanyr.ts';
import { writeOpenApi } from '../discovery/discover.ts';
import { parseArtifactId } from '../identifiers/ids.ts';
import { Problem } from '../problem.ts';
import type { DiscoveryKind, DiscoveryRecord } from '../storage/port/discoveries.ts';
import type { Caller, SkanyrDeps } from './discover.ts';
import { toFinding } from './engine-to-wire.ts';
import { resultOf } from './result.ts';

/** The kinds whose result is a list of endpoints. */
const WITH_ENDPOINTS: ReadonlySet<DiscoveryKind> = new Set([
  'discover',
  'discover-page',
  'analyze-bundle',
]);

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
  if (!record || !WITH_ENDPOINTS.has(record.kind) || record.result === null) {
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
