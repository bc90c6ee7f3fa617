import type { Endpoint } from '../../shared/discovery.ts';
import { keyOf, splitUrl } from './endpoint.ts';

/** One line of the map: one path segment, or several where nothing branches off between them. */
export interface PathLine {
  label: string;
  /** 0 for an origin. */
  depth: number;
  /** The index of the parent's line; -1 for an origin. */
  parent: number;
  endpoints: { key: string; method: string }[];
}

interface Node {
  label: string;
  children: Map<string, Node>;
  endpoints: PathLine['endpoints'];
}

/** The endpoints' paths as an indented tree, in reading order, origins first. */
export function layOutPaths(endpoints: readonly Endpoint[]): PathLine[] {
  const root: Node = newNode('');
  for (const endpoint of endpoints) {
    const { origin, path } = splitUrl(endpoint.url);
    let node = child(root, origin);
    for (const piece of path.split('/').filter(Boolean)) node = child(node, `/${piece}`);
    node.endpoints.push({ key: keyOf(endpoint), method: endpoint.method });
  }
  const lines: PathLine[] = [];
  for (const origin of root.children.values()) flatten(origin, 0, -1, lines);
  return lines;
}

function flatten(node: Node, depth: number, parent: number, lines: PathLine[]): void {
  let { label, children, endpoints } = node;
  const isOrigin = depth === 0;
  // A chain without a branch is one line: /api/v1, not /api and below it /v1.
  while (!isOrigin && children.size === 1 && endpoints.length === 0) {
    const [only] = children.values();
    if (!only) break;
    label += only.label;
    ({ children, endpoints } = only);
  }
  const at = lines.push({ label, depth, parent, endpoints }) - 1;
  const sorted = [...children.values()].sort((a, b) => a.label.localeCompare(b.label));
  for (const next of sorted) flatten(next, depth + 1, at, lines);
}

function child(node: Node, label: string): Node {
  const known = node.children.get(label);
  if (known) return known;
  const made = newNode(label);
  node.children.set(label, made);
  return made;
}

function newNode(label: string): Node {
  return { label, children: new Map(), endpoints: [] };
}
