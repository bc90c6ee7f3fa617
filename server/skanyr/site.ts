import type { Static } from 'typebox';
import type {
  ExpandResponse,
  HierarchyNode,
  HierarchyResponse,
  ReaderResponse,
} from '../../shared/skanyr.ts';
import type { ReaderView } from '../discovery/discover.ts';
import { parseArtifactId, type ArtifactId } from '../identifiers/ids.ts';
import { Problem } from '../problem.ts';
import { toQuota } from '../limits/quota.ts';
import type { DiscoveryKind, DiscoveryRecord } from '../storage/port/discoveries.ts';
import { failureProblem, FIRST_PAGE, toResponse } from './answer.ts';
import { awaitRecord, type SkanyrDeps, type Caller } from './discover.ts';
import type { Work } from './carry-out.ts';
import { followRun, toReadOutcome, toStoredNode, type StoredNode } from './engine-to-wire.ts';
import { parseTarget } from './target.ts';

const HIERARCHY_REQUESTS = 40;

interface SiteCall {
  url: string;
  idempotencyKey: string | null;
}

/** `POST analyze-bundle`: the API endpoints in one script. */
export async function analyzeBundle(call: SiteCall, caller: Caller, deps: SkanyrDeps) {
  const { record, charged } = await runSite('analyze-bundle', call, caller, deps, (url) => {
    return ({ onEvent, ...input }) => followRun(deps.engine.readScript(url, input), onEvent);
  });
  const quota = toQuota(await deps.storage.readLedger(caller.ledger));
  return toResponse(record, { ...FIRST_PAGE, limit: 1000 }, quota, charged);
}

/** `POST hierarchy`: the site's pages as a tree, read and stored as a whole. */
export async function readHierarchy(
  call: SiteCall,
  caller: Caller,
  deps: SkanyrDeps,
): Promise<Static<typeof HierarchyResponse>> {
  const { record, charged } = await runSite('hierarchy', call, caller, deps, (url) => {
    return async ({ budgetMs, signal }) => {
      const options = { budgetMs, signal, requestsMax: HIERARCHY_REQUESTS };
      return toReadOutcome(await deps.engine.readHierarchy(url, options), toStoredNode);
    };
  });
  const root = record.result as StoredNode;
  return {
    success: true,
    url: record.url,
    total_nodes: countNodes(root),
    ...family(root, record.artifactId),
    ...(await receipt(record, charged, caller, deps)),
  };
}

/** `POST reader-view`: the readable text of a page. */
export async function readPage(
  call: SiteCall,
  caller: Caller,
  deps: SkanyrDeps,
): Promise<Static<typeof ReaderResponse>> {
  const { record, charged } = await runSite('reader-view', call, caller, deps, (url) => {
    return async (input) => toReadOutcome(await deps.engine.readPage(url, input), (view) => view);
  });
  const view = record.result as ReaderView;
  return { success: true, ...view, ...(await receipt(record, charged, caller, deps)) };
}

/**
 * `POST expand-node`: the children of a node of a stored hierarchy. It makes no request: it costs nothing, and a
 * free call that made requests would be a crawler without a quota.
 * @throws Problem 404
 */
export async function expandNode(
  nodeId: string,
  caller: Caller,
  deps: SkanyrDeps,
): Promise<Static<typeof ExpandResponse>> {
  const [artifact = '', localId = ''] = nodeId.split('.');
  const artifactId = parseArtifactId(artifact);
  const record = artifactId
    ? await deps.storage.findArtifact(artifactId, caller.organizationId)
    : null;
  const node =
    record?.kind === 'hierarchy' ? findNode(record.result as StoredNode, localId) : undefined;
  if (!record || !node) {
    throw new Problem('not_found', 'There is no such node in a hierarchy of this organization.');
  }
  const { root, children } = family(node, record.artifactId);
  return { success: true, node: root, children };
}

async function runSite(
  kind: DiscoveryKind,
  call: SiteCall,
  caller: Caller,
  deps: SkanyrDeps,
  workOn: (url: string) => Work,
): Promise<{ record: DiscoveryRecord; charged: boolean }> {
  const url = parseTarget(call.url, deps.engine);
  const started = await deps.runner.start({
    ...caller,
    kind,
    url,
    options: {},
    idempotencyKey: call.idempotencyKey,
    reuse: true,
    work: workOn(url),
  });
  const ended = await awaitRecord(started);
  if (ended.record.failure) throw failureProblem(ended.record.failure);
  return ended;
}

async function receipt(
  record: DiscoveryRecord,
  charged: boolean,
  caller: Caller,
  deps: SkanyrDeps,
) {
  const quota = toQuota(await deps.storage.readLedger(caller.ledger));
  return { discovery_id: record.id, artifact_id: record.artifactId, charged, quota };
}

function family(node: StoredNode, artifactId: ArtifactId) {
  const show = (shown: StoredNode): HierarchyNode => ({
    // A node's own ID is unique within its hierarchy only. The artifact's ID makes it unique everywhere.
    node_id: `${artifactId}.${shown.node_id}`,
    url: shown.url,
    title: shown.title,
    kind: shown.kind,
    has_children: shown.children.length > 0,
  });
  return { root: show(node), children: node.children.map(show) };
}

const countNodes = (node: StoredNode): number =>
  node.children.reduce((sum, child) => sum + countNodes(child), 1);

function findNode(node: StoredNode, localId: string): StoredNode | undefined {
  if (node.node_id === localId) return node;
  for (const child of node.children) {
    const found = findNode(child, localId);
    if (found) return found;
  }
  return undefined;
}
