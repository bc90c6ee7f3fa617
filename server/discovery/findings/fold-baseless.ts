import { CONFIDENCE } from './confidence.ts';
import { addEvidence, type StoredEndpoint } from './stored-endpoint.ts';
import { isParameter, shapeOf, type Template } from './endpoint-template.ts';

type Shapes = Map<string, Map<string, StoredEndpoint>>;

interface Pair {
  prefix: string;
  /** First segment of the path without base. */
  family: string;
  bare: Map<string, StoredEndpoint>;
  based: Map<string, StoredEndpoint>;
}

const PREFIX_SEGMENTS_MAX = 3;
// One pair may be chance (`/users` and `/admin/users`). Several with the same prefix show a base path.
const PAIRS_MIN = 3;
const FAMILY_PAIRS_MIN = 2;
// With so many families, one client with that base is taken to make all these calls.
const CLIENT_FAMILIES_MIN = 4;
const WEAKER_BY = 0.1;

/**
 * Removes endpoints that are reported without their base path. A script's reader that has not seen how a client was
 * configured reports `/users` where `/api/users` is meant. Where several less certain paths also exist with the same
 * prefix, that prefix is their base: each is joined with its counterpart, and the other paths of its family get the
 * prefix.
 */
export function foldBaseless(shapes: Shapes): void {
  const byPrefix = [...Map.groupBy(findPairs(shapes), (pair) => pair.prefix)];
  const done = new Set<Map<string, StoredEndpoint>>();
  // The base that most scripts show with and without comes first: a document may describe another API.
  for (const [prefix, same] of byPrefix.toSorted(([, a], [, b]) => ofClient(b) - ofClient(a))) {
    const pairs = same.filter(({ bare }) => !done.has(bare));
    if (pairs.length < PAIRS_MIN) continue;
    for (const { bare, based } of pairs) {
      done.add(bare);
      joinInto(based, bare, [...based.values()][0]?.template);
      removeAll(shapes, bare);
    }
    const families = Map.groupBy(pairs, (pair) => pair.family);
    for (const [family, kin] of families) {
      if (kin.length >= FAMILY_PAIRS_MIN) moveSiblings(shapes, prefix, family);
    }
    const client = new Set(pairs.filter(isOfClient).map((pair) => pair.family));
    if (client.size >= CLIENT_FAMILIES_MIN) moveBaseless(shapes, prefix);
  }
}

const ofClient = (pairs: readonly Pair[]): number => pairs.filter(isOfClient).length;

/** Whether one and the same script showed the path with and without its base. */
function isOfClient({ bare, based }: Pair): boolean {
  const files = new Set(filesOf(bare));
  return isBaseless(bare) && isCalled(based) && filesOf(based).some((file) => files.has(file));
}

/** The files in which the operations were read first. Evidence that was joined later may have another base. */
const filesOf = (methods: Map<string, StoredEndpoint>): string[] =>
  [...methods.values()].flatMap(({ evidence: [first] }) => (first ? [first.file] : []));

function findPairs(shapes: Shapes): Pair[] {
  const pairs: Pair[] = [];
  for (const based of shapes.values()) {
    const template = [...based.values()][0]?.template;
    if (template === undefined) continue;
    const { origin, segments } = template;
    for (let cut = 1; cut <= PREFIX_SEGMENTS_MAX && cut < segments.length; cut += 1) {
      if (segments.slice(0, cut).some(isParameter)) break;
      const bare = shapes.get(shapeOf({ ...template, segments: segments.slice(cut) }));
      if (bare === undefined || bare === based || !isWeaker(bare, based)) continue;
      const prefix = `${origin}/${segments.slice(0, cut).join('/')}`;
      pairs.push({ prefix, family: segments[cut] ?? '', bare, based });
    }
  }
  return pairs;
}

const strongest = (methods: Map<string, StoredEndpoint>): number =>
  Math.max(...[...methods.values()].map((entry) => entry.confidence));

const isSure = (methods: Map<string, StoredEndpoint>): boolean =>
  strongest(methods) >= CONFIDENCE.verified;

const isWeaker = (bare: Map<string, StoredEndpoint>, based: Map<string, StoredEndpoint>): boolean =>
  !isSure(bare) &&
  (strongest(bare) + WEAKER_BY <= strongest(based) || (isBaseless(bare) && isCalled(based)));

/** Whether a call names the path with its base. A string that only looks like an address may be a page. */
const isCalled = (methods: Map<string, StoredEndpoint>): boolean =>
  [...methods.values()].some((entry) => entry.method !== null && !entry.baseless);

/** Whether the base is unknown in every call of the path. A plain string of the same path does not count. */
function isBaseless(methods: Map<string, StoredEndpoint>): boolean {
  const calls = [...methods.values()].filter((entry) => entry.method !== null);
  return calls.length > 0 && calls.every((entry) => entry.baseless);
}

/** Adds evidence to known operations, and moves those that only the path without base has. */
function joinInto(
  target: Map<string, StoredEndpoint>,
  source: Map<string, StoredEndpoint>,
  template: Template | undefined,
): void {
  for (const [method, entry] of source) {
    const known = target.get(method);
    if (known) for (const evidence of entry.evidence) addEvidence(known, evidence);
    else if (template) target.set(method, { ...entry, template });
  }
}

function moveSiblings(shapes: Shapes, prefix: string, family: string): void {
  const url = new URL(prefix);
  const isSibling = ({ origin, segments }: Template): boolean =>
    origin === url.origin && segments[0] === family;
  const siblings = [...shapes.values()].filter((methods) =>
    [...methods.values()].some((entry) => isSibling(entry.template)),
  );
  if (siblings.some(isSure)) return;
  move(shapes, siblings, url);
}

/** Gives the base of a client to every path of the same origin whose base is unknown. */
function moveBaseless(shapes: Shapes, prefix: string): void {
  const url = new URL(prefix);
  const baseless = [...shapes.values()].filter(
    (methods) =>
      isBaseless(methods) &&
      !isSure(methods) &&
      [...methods.values()].some(({ template }) => template.origin === url.origin),
  );
  move(shapes, baseless, url);
}

function move(shapes: Shapes, moved: readonly Map<string, StoredEndpoint>[], to: URL): void {
  const base = to.pathname.split('/').filter((segment) => segment !== '');
  for (const methods of moved) {
    removeAll(shapes, methods);
    for (const entry of methods.values()) {
      entry.template = { ...entry.template, segments: [...base, ...entry.template.segments] };
      entry.baseless = false;
    }
    const [first] = methods.values();
    if (!first) continue;
    const known = shapes.get(shapeOf(first.template));
    if (known) joinInto(known, methods, first.template);
    else shapes.set(shapeOf(first.template), methods);
  }
}

function removeAll(shapes: Shapes, methods: Map<string, StoredEndpoint>): void {
  const [first] = methods.values();
  if (first) shapes.delete(shapeOf(first.template));
}
