import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Plugin } from 'vite';

const layoutFile = resolve(import.meta.dirname, '../site/layout.html');
/** The first line of a page that has the layout: `<!-- layout {"title": "…", "script": "…"} -->`. */
const HEAD = /^<!-- layout (\{[^]*?\}) -->\n/;

interface PageHead {
  title: string;
  /** The path of the page's script, relative to its file. */
  script: string;
  description?: string;
  /** The page's own link in the navigation, which is marked as the current one. */
  current?: string;
  /** Links of the header, instead of the usual ones. */
  nav?: Record<string, string>;
  /** The part that a "skip" link leads to. */
  skipTo?: { href: string; label: string };
}

const NAV = { '/': 'Playground', '/upgrade': 'Plans', '/privacy': 'Privacy' };

/** Puts a page's content into the layout of the site. Pages without that first line stay as they are. */
export function siteLayout(): Plugin {
  return {
    name: 'site-layout',
    transformIndexHtml: {
      order: 'pre',
      handler(html) {
        const [line, json] = HEAD.exec(html) ?? [];
        if (line === undefined || json === undefined) return html;
        return compose(JSON.parse(json) as PageHead, html.slice(line.length));
      },
    },
  };
}

function compose(head: PageHead, content: string): string {
  const { title, script, description, current, nav = NAV, skipTo } = head;
  const parts: Record<string, string> = {
    title,
    script,
    content,
    description: description ? `<meta name="description" content="${description}" />` : '',
    skip: skipTo ? `<a class="skip" href="${skipTo.href}">${skipTo.label}</a>` : '',
    nav: Object.entries(nav)
      .map(([href, text]) => {
        const mark = href === current ? ' aria-current="page"' : '';
        return `<a href="${href}"${mark}>${text}</a>`;
      })
      .join('\n        '),
  };
  const layout = readFileSync(layoutFile, 'utf8');
  return layout.replace(/<!-- (\w+) -->/g, (_comment, name: string) => {
    const part = parts[name];
    if (part === undefined) throw new Error(`The layout asks for an unknown part: ${name}.`);
    return part;
  });
}
