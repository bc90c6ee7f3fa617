/** Values of the named segments of a path, such as `organization_id`. */
export type PathParameters = Readonly<Record<string, string>>;

/**
 * Compares a path with a pattern such as `/:organization_id/keys`, segment by segment.
 * @returns the values of the named segments, or null where the path is another one.
 */
export function matchPath(pattern: string, path: string): PathParameters | null {
  const wanted = segmentsOf(pattern);
  const given = segmentsOf(path);
  if (wanted.length !== given.length) return null;
  const parameters: Record<string, string> = {};
  for (const [index, segment] of wanted.entries()) {
    const value = decode(given[index] ?? '');
    if (value === null) return null;
    if (segment.startsWith(':')) parameters[segment.slice(1)] = value;
    else if (segment !== value) return null;
  }
  return parameters;
}

/** The address of a pattern with its named segments filled in. @throws where a value is missing */
export function fillPath(pattern: string, parameters: PathParameters): string {
  const segments = segmentsOf(pattern).map((segment) => {
    if (!segment.startsWith(':')) return segment;
    const value = parameters[segment.slice(1)];
    if (value === undefined) throw new Error(`The path ${pattern} needs ${segment}.`);
    return encodeURIComponent(value);
  });
  return `/${segments.join('/')}`;
}

function segmentsOf(path: string): string[] {
  return path.split('/').filter((segment) => segment !== '');
}

function decode(segment: string): string | null {
  try {
    return decodeURIComponent(segment);
  } catch {
    return null;
  }
}
