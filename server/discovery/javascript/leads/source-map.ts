const SOURCES_MAX = 500;
const CHARACTERS_MAX = 20_000_000;

/**
 * The application's own sources that a source map carries, as scripts to read.
 * @returns nothing for maps without contents, and none of the sources of libraries
 */
export function readSourceMap(input: {
  url: string;
  body: string;
  documentBase: string;
}): { url: string; code: string; kind: 'module' }[] {
  const map = parseMap(input.body);
  if (!map) return [];
  const out: { url: string; code: string; kind: 'module' }[] = [];
  let characters = 0;
  for (const [index, source] of map.sources.entries()) {
    const code = map.contents[index];
    if (typeof code !== 'string' || typeof source !== 'string' || !isOwn(source)) continue;
    characters += code.length;
    if (out.length >= SOURCES_MAX || characters > CHARACTERS_MAX) break;
    out.push({ url: sourceUrl(source, input.url, input.documentBase), code, kind: 'module' });
  }
  return out;
}

function parseMap(body: string): { sources: unknown[]; contents: unknown[] } | null {
  // Some servers put this line before JSON so that it cannot be run as a script.
  const text = body.startsWith(")]}'") ? body.slice(body.indexOf('\n') + 1) : body;
  try {
    return readMap(JSON.parse(text));
  } catch {
    return null;
  }
}

function readMap(parsed: unknown): { sources: unknown[]; contents: unknown[] } | null {
  if (typeof parsed !== 'object' || parsed === null) return null;
  if ('sections' in parsed && Array.isArray(parsed.sections)) {
    const maps = parsed.sections.slice(0, 200).flatMap((section: unknown) => {
      const inner =
        typeof section === 'object' && section !== null && 'map' in section
          ? readMap(section.map)
          : null;
      return inner ? [inner] : [];
    });
    return {
      sources: maps.flatMap((map) => map.sources),
      contents: maps.flatMap((map) => padded(map)),
    };
  }
  if (!('sources' in parsed) || !Array.isArray(parsed.sources)) return null;
  if (!('sourcesContent' in parsed) || !Array.isArray(parsed.sourcesContent)) return null;
  return { sources: parsed.sources, contents: parsed.sourcesContent };
}

/** The contents, filled up to the number of sources, so that several maps can be joined. */
function padded(map: { sources: unknown[]; contents: unknown[] }): unknown[] {
  return map.sources.map((_, index) => map.contents[index]);
}

const FOREIGN = [
  'node_modules/',
  '/~/',
  '(webpack)',
  'webpack/',
  '/.pnpm/',
  'bower_components/',
  '/vendor/',
  'vite/',
  'ignored|',
  'external ',
];

function isOwn(source: string): boolean {
  if (FOREIGN.some((part) => source.includes(part))) return false;
  const name = (source.split('?')[0] ?? '').toLowerCase();
  const dot = name.lastIndexOf('.');
  return (
    ['.js', '.mjs', '.cjs', '.jsx', '.ts', '.tsx', '.mts'].includes(
      dot < 0 ? '' : name.slice(dot),
    ) && !name.endsWith('.d.ts')
  );
}

/** `webpack://app/./src/a.js` and the like become addresses beside the map. */
function sourceUrl(source: string, mapUrl: string, documentBase: string): string {
  const scheme = source.indexOf('://');
  const path = scheme < 0 ? source : source.slice(scheme + 3);
  const base = URL.canParse(mapUrl) ? mapUrl : documentBase;
  return URL.canParse(path, base) ? new URL(path, base).href : base;
}
