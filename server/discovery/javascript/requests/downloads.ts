import { CONFIDENCE } from '../../findings/confidence.ts';
import type { Candidate } from '../../findings.ts';
import { toAddress } from '../addresses/address.ts';
import { calledNode } from '../syntax/called-name.ts';
import { calleeName, type Node } from '../syntax/ast.ts';
import type { Place, ScriptFile } from '../syntax/scope.ts';
import { type Part, partsOf } from '../evaluate/value.ts';
import { type World, startQuestion, evaluateAt } from '../evaluate/world.ts';

const LINKS_MAX = 400;
const STEPS_PER_LINK = 400;

const SAYS_DOWNLOAD = /(?:^|\/)(?:export|download|attachment|backup|dump)(?:$|[/.-])/i;
const DATA_FILE = /\.(?:csv|tsv|xlsx?|ods|zip|tar|t?gz|ndjson|ics)$/i;

interface Link {
  place: Place;
  /** How the page gets to the address. Links may lead to pages of the application, and a router's links mostly do. */
  kind: 'opened' | 'linked' | 'routed';
}

const KEYS = [
  ['href', 'linked'],
  ['location', 'linked'],
  ['to', 'routed'],
] as const;

/** Files that a server generates are opened or linked to, and not fetched: `window.open('/orders/export?from=…')`. */
export function downloadsOf(world: World, file: ScriptFile): Candidate[] {
  const out: Candidate[] = [];
  for (const link of linksOf(world, file).slice(0, LINKS_MAX)) {
    startQuestion(world, new Map(), STEPS_PER_LINK);
    for (const value of evaluateAt(world, { place: link.place, frame: null })) {
      const parts = partsOf(value) ?? [];
      const address = isDownload(parts, link.kind)
        ? toAddress(parts, world.documentBase, true)
        : null;
      if (address === null) continue;
      out.push({
        method: 'GET',
        url: address.url,
        apiType: 'rest',
        parameters: { path: address.path, query: address.query, body: {} },
        confidence: CONFIDENCE.downloadLink,
        file: file.url,
        technique: 'download-link',
      });
    }
  }
  return out;
}

function linksOf(world: World, file: ScriptFile): Link[] {
  const links: Link[] = [];
  for (const [name, kind] of KEYS)
    for (const { place, target } of world.index.stores.get(name) ?? [])
      if (place.scope.file === file && (name !== 'location' || target !== null))
        links.push({ place, kind });
  for (const call of file.calls) {
    const [node] = call.node.arguments;
    if (node && node.type !== 'SpreadElement' && opensWindow(calledNode(call)))
      links.push({ place: { node, scope: call.scope, at: call.at }, kind: 'opened' });
  }
  return links;
}

function opensWindow(callee: Node): boolean {
  if (calleeName(callee) !== 'open' || callee.type !== 'MemberExpression') return false;
  return callee.object.type === 'Identifier' && callee.object.name === 'window';
}

function isDownload(parts: readonly Part[], kind: Link['kind']): boolean {
  const text = parts.map((part) => (typeof part === 'string' ? part : '{}')).join('');
  const [path = '', query] = text.split('?', 2);
  const isOpen = query !== undefined || path.replace(/^\{\}/, '').includes('{}');
  if (isOpen && DATA_FILE.test(path)) return true;
  return (kind === 'opened' || (kind === 'linked' && isOpen)) && SAYS_DOWNLOAD.test(path);
}
