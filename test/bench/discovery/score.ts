/** Recall and precision of a discovery against an application's true endpoints. */
export interface Truth {
  source: string;
  /** Pages and static files: neither rewarded nor punished. */
  neutral: string[];
  /** `visible`: something that can be reached without login refers to it. */
  endpoints: { method: string; path: string; visible: boolean }[];
}

export interface Found {
  method: string;
  /** With parameters as `{x}`, `:x`, `${x}`, `<x>` or `*`. */
  path: string;
}

export interface Score {
  visiblePaths: number;
  found: number;
  recall: number;
  methodRecall: number;
  precision: number;
  missed: string[];
  wrong: string[];
}

const PARAMETER = /^(:|\{|<|\$\{|\*)|\{[^}]*\}|%7B/;
const isParameter = (segment: string): boolean => PARAMETER.test(segment);
const segmentsOf = (path: string): string[] => path.split('/').filter(Boolean);

function normalise(path: string): string {
  const bare = `/${path.replace(/[?#].*$/, '')}`.replace(/\/+/g, '/').replace(/(.)\/$/, '$1');
  try {
    return decodeURIComponent(bare);
  } catch {
    return bare;
  }
}

/** Whether a found path is this template; `*` at its end stands for any rest. */
function matches(found: string, template: string): boolean {
  const f = segmentsOf(found);
  const t = segmentsOf(template);
  if (t.every(isParameter)) return f.length === t.length && f.every(isParameter);
  for (const [index, wanted] of t.entries()) {
    if (wanted === '*' && index === t.length - 1) return f.length >= index;
    const segment = f[index];
    if (segment === undefined) return false;
    if (isParameter(wanted)) continue;
    if (isParameter(segment) || segment !== wanted) return false;
  }
  return f.length === t.length;
}

/** A found path may stand for several templates; one that it spells literally wins over those it merely fits. */
function templatesOf(path: string, known: string[]): string[] {
  const same = known.filter((template) => matches(path, template));
  const literal = same.filter((template) =>
    segmentsOf(template).every(
      (segment, index) => !isParameter(segment) || isParameter(segmentsOf(path)[index] ?? ''),
    ),
  );
  return same.length > 1 && literal.length > 0 ? literal : same;
}

/** A path counts once, whatever its methods. */
export function score(truth: Truth, found: Found[]): Score {
  const operations = found.map(({ method, path }) => ({
    method: method.toUpperCase(),
    path: normalise(path),
  }));
  const paths = [...new Set(operations.map(({ path }) => path))];
  const visible = truth.endpoints.filter((endpoint) => endpoint.visible);
  const visiblePaths = [...new Set(visible.map(({ path }) => path))];
  const known = [...new Set(truth.endpoints.map(({ path }) => path))];
  const hit = new Set<string>();
  const wrong: string[] = [];
  let right = 0;
  for (const path of paths) {
    const templates = templatesOf(path, known);
    for (const template of templates) hit.add(template);
    if (templates.length > 0) right += 1;
    else if (!truth.neutral.some((neutral) => matches(path, neutral))) wrong.push(path);
  }
  const hasMethod = ({ method, path }: { method: string; path: string }): boolean =>
    operations.some((operation) => operation.method === method && matches(operation.path, path));
  return {
    visiblePaths: visiblePaths.length,
    found: paths.length,
    recall: visiblePaths.filter((path) => hit.has(path)).length / visiblePaths.length,
    methodRecall: visible.filter(hasMethod).length / visible.length,
    precision: right + wrong.length === 0 ? 1 : right / (right + wrong.length),
    missed: visiblePaths.filter((path) => !hit.has(path)),
    wrong,
  };
}
