import type { Candidate } from '../findings.ts';

/** Names of query parameters, and keys of a body, that are kept: a hostile document could name others without end. */
const NAMES_MAX = 200;

/** The more certain of the two, with the parameters of both; `known` itself where nothing is gained. */
export function mergeCandidates(known: Candidate, next: Candidate): Candidate {
  const query = union(known.parameters.query, next.parameters.query);
  const bodyGrows = Object.entries(next.parameters.body).some(
    ([key, type]) =>
      !(key in known.parameters.body) || sizeOf(type) > sizeOf(known.parameters.body[key]),
  );
  const renamed = namedParameters(next) > namedParameters(known);
  const better = next.confidence > known.confidence;
  const based = known.baseless === true && next.baseless !== true;
  const grows = bodyGrows || query.length > known.parameters.query.length;
  if (!better && !renamed && !based && !grows) return known;
  const winner = better ? next : known;
  const named = renamed ? next : known;
  return {
    ...winner,
    baseless: known.baseless === true && next.baseless === true,
    url: named.url,
    parameters: {
      path: named.parameters.path,
      query,
      body: bodyGrows ? joined(known.parameters.body, next.parameters.body) : known.parameters.body,
    },
  };
}

/** How many of the parameters have a name that says something. */
function namedParameters({ parameters }: Candidate): number {
  return parameters.path.filter((name) => !name.startsWith('param')).length;
}

/** A list of operations can grow; a type cannot. */
function sizeOf(type: unknown): number {
  return Array.isArray(type) ? type.length : 0;
}

function union(left: readonly string[], right: readonly string[]): string[] {
  return [...new Set([...left, ...right])].slice(0, NAMES_MAX);
}

function joined(
  left: Record<string, unknown>,
  right: Record<string, unknown>,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries({ ...left, ...right }).slice(0, NAMES_MAX));
}
