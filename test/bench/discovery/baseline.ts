import type { Found } from './score.ts';

// Anything in quotes that looks like a path: what scanners of JavaScript have long done.
const QUOTED_PATH =
  /["'`]((?:https?:\/\/[^"'`\s<>]+)|(?:\.{0,2}\/[A-Za-z0-9_\-/.${}:]{2,})|(?:[A-Za-z0-9_-]+\/[A-Za-z0-9_\-/.${}:]{2,}))(?:\?[^"'`\s]*)?["'`]/g;
const SCRIPT = /<script[^>]+src=["']?([^"'\s>]+)/gi;
const CHUNK = /["'`]([\w./@-]+\.m?js)["'`]/g;
const STATIC = /\.(?:m?js|css|png|svg|jpe?g|gif|ico|woff2?|ttf|map|html?|json)$/i;

/** The quoted-path regular expression over the page and up to 200 of its scripts: what the engine is compared with. */
export async function findByRegularExpression(seed: string): Promise<Found[]> {
  const page = await fetch(seed, { headers: { accept: 'text/html' } });
  const html = await page.text();
  const queue = [...html.matchAll(SCRIPT)].map((match) => new URL(match[1] ?? '', page.url).href);
  const seen = new Set(queue);
  const paths = new Set<string>();
  for (
    let next = queue.shift(), count = 0;
    next !== undefined && count < 200;
    next = queue.shift(), count += 1
  ) {
    const answer = await fetch(next).catch(() => null);
    if (!answer?.ok) continue;
    const code = await answer.text();
    for (const [, path = ''] of code.matchAll(QUOTED_PATH)) addPath(paths, path, page.url);
    for (const [, chunk = ''] of code.matchAll(CHUNK)) {
      const url = URL.parse(chunk, next)?.href;
      if (url === undefined || seen.has(url) || !url.startsWith(new URL(seed).origin)) continue;
      seen.add(url);
      queue.push(url);
    }
  }
  return [...paths].map((path) => ({ method: 'GET', path }));
}

function addPath(paths: Set<string>, text: string, base: string): void {
  const url = URL.parse(text, base);
  if (url === null || url.origin !== new URL(base).origin || STATIC.test(url.pathname)) return;
  paths.add(url.pathname);
}
