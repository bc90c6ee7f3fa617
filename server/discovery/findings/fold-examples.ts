import { CONFIDENCE } from './confidence.ts';
import { isParameter } from './endpoint-template.ts';
import { addEvidence, type StoredEndpoint } from './stored-endpoint.ts';

/** A link, a form or a string may show an example. A call in code of `/users/me` is an endpoint of its own. */
const EXAMPLE_CONFIDENCE_MAX = CONFIDENCE.shown;

/**
 * Removes endpoints that are examples of a documented template: a link to `/products/mug` shows an example of
 * `/products/{slug}`. The template gets their evidence.
 */
export function foldExamples(shapes: Map<string, Map<string, StoredEndpoint>>): void {
  const stated = Map.groupBy(
    [...shapes.values()].flatMap((methods) => [...methods.values()]).filter(isStatedTemplate),
    lengthOf,
  );
  for (const [shape, methods] of shapes) {
    for (const [method, entry] of methods) {
      if (entry.confidence > EXAMPLE_CONFIDENCE_MAX) continue;
      const template = stated.get(lengthOf(entry))?.find((one) => isExampleOf(entry, one));
      if (!template) continue;
      for (const evidence of entry.evidence) addEvidence(template, evidence);
      methods.delete(method);
    }
    if (methods.size === 0) shapes.delete(shape);
  }
}

const lengthOf = (entry: StoredEndpoint): number => entry.template.segments.length;

const isStatedTemplate = (entry: StoredEndpoint): boolean =>
  entry.confidence >= CONFIDENCE.stated && entry.template.segments.some(isParameter);

function isExampleOf(entry: StoredEndpoint, stated: StoredEndpoint): boolean {
  if (entry.template.origin !== stated.template.origin) return false;
  if (entry.method !== null && entry.method !== stated.method) return false;
  return stated.template.segments.every(
    (segment, index) => /^\{[^{}]+\}$/.test(segment) || segment === entry.template.segments[index],
  );
}
