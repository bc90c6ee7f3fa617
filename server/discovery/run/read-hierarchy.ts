import type { DiscoverOptions, ReadOutcome, SitePage } from '../vocabulary.ts';
import { openSeed } from './phases/calibrate.ts';
import { createQueues, keyOf, type Queues } from './queues.ts';
import { ACCEPT_PAGE, readResponse } from './read-lead.ts';
import { httpFailure } from './read-page.ts';
import { openRun, type EngineParts, type RunContext } from './run-context.ts';
import type { Robots } from '../politeness/robots-file.ts';
import type { SafeResponse } from '../guard/safe-request.ts';
import { workOff } from './work-queue.ts';
import { pathOf, parseTemplate } from '../findings/endpoint-template.ts';
import type { DocumentReading } from '../documents/document-reading.ts';

const NODES_MAX = 200;

interface Tree {
  run: RunContext;
  robots: Robots;
  origin: string;
  queues: Queues;
  nodes: Map<string, SitePage>;
}

/** Reads a site's pages, breadth first. A page is a child of the first page that links to it. */
export async function readHierarchy(
  parts: EngineParts,
  url: string,
  options: DiscoverOptions,
): Promise<ReadOutcome<SitePage>> {
  const run = openRun(parts, options, () => {});
  try {
    run.budget.enter('verify'); // all of the budget
    const opened = await openSeed(run, url);
    if (opened.kind === 'cancelled') return { kind: 'cancelled' };
    if (opened.kind !== 'opened') return opened;
    const { seed, robots } = opened;
    if (seed.status >= 400) return httpFailure(seed.status);
    const root = makeNode(seed.url, '', 'page');
    const { origin } = new URL(seed.url);
    const queues = createQueues(origin, 'site');
    const nodes = new Map([[keyOf(seed.url), root]]);
    const tree: Tree = { run, robots, origin, queues, nodes };
    await growFrom(tree, root, seed);
    await workOff(
      queues.pages,
      () => run.budget.hasRoom() && !run.signal.aborted,
      (lead) => visit(tree, lead.url),
    );
    return run.cancelled() ? { kind: 'cancelled' } : { kind: 'completed', value: root };
  } finally {
    await run.close();
  }
}

async function visit(tree: Tree, url: string): Promise<void> {
  const { run, robots, origin, nodes } = tree;
  const node = nodes.get(keyOf(url));
  if (node === undefined || !robots.mayRead(url)) return;
  const answer = await run.ask({
    url,
    accept: ACCEPT_PAGE,
    bodyBytesMax: run.parts.limits.pageBytesMax,
    mayFollow: (to) => to.origin === origin,
  });
  if (answer.kind === 'response' && answer.status < 400) await growFrom(tree, node, answer);
}

async function growFrom(tree: Tree, node: SitePage, response: SafeResponse): Promise<void> {
  const reading = await readResponse(tree.run, response, node.kind === 'page' ? 'page' : 'unknown');
  if (reading === null) return;
  if (reading.title) node.title = reading.title;
  for (const link of reading.links) {
    if (attach(tree, node, keyOf(link.url), link.text, 'page')) tree.queues.addPage(link);
  }
  for (const [url, kind] of leaves(reading)) attach(tree, node, url, '', kind);
}

/** Scripts, documents and endpoints that a page names. They are shown, but not requested. */
function leaves(reading: DocumentReading): [string, SitePage['kind']][] {
  return [
    ...reading.leads
      .filter((lead) => lead.kind !== 'page' && lead.kind !== 'script')
      .map(({ url }) => leaf(url, 'document')),
    ...reading.scripts
      .filter((script) => script.code === undefined)
      .map(({ url }) => leaf(url, 'script')),
    ...reading.candidates.map(({ url }) => leaf(url, 'endpoint')),
  ];
}

const leaf = (url: string, kind: SitePage['kind']): [string, SitePage['kind']] => [url, kind];

/** @returns whether the node is new; the tree has at most 200 nodes */
function attach(
  { origin, nodes }: Tree,
  parent: SitePage,
  url: string,
  title: string,
  kind: SitePage['kind'],
): boolean {
  if (nodes.size >= NODES_MAX || nodes.has(url) || URL.parse(url)?.origin !== origin) return false;
  const node = makeNode(url, title, kind);
  nodes.set(url, node);
  parent.children.push(node);
  return true;
}

function makeNode(url: string, title: string, kind: SitePage['kind']): SitePage {
  const template = parseTemplate(url);
  return {
    url,
    title: title.trim() || (template === null ? url : pathOf(template)),
    kind,
    children: [],
  };
}
