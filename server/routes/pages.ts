import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyPluginAsync, FastifyReply } from 'fastify';

import { PROBLEMS } from '../problem-codes/table.ts';
import { pagePolicy } from './page-policy.ts';

export interface PageDeps {
  /** Folder of the built web pages. */
  webDir: string;
  /** Whether to serve the galleries, which show every state of the widget and the dashboard. Not in production. */
  withGallery: boolean;
}

const YEAR_SECONDS = 365 * 24 * 3600;
const publicPage = { config: { public: 'a page that anyone may read' } };

/** The pages that no site may frame, and the assets of all pages. */
export const pageRoutes: FastifyPluginAsync<PageDeps> = async (app, deps) => {
  const read = (name: string) => readFileSync(join(deps.webDir, name));
  const notFramed = pagePolicy([]);

  const pages = [
    { path: '/', file: 'index.html', policy: notFramed },
    { path: '/upgrade', file: 'upgrade.html', policy: notFramed },
    { path: '/privacy', file: 'privacy.html', policy: notFramed },
    { path: '/keys/leaked', file: 'leaked.html', policy: notFramed },
    ...(deps.withGallery
      ? [
          { path: '/embed/gallery', file: 'gallery.html', policy: notFramed },
          { path: '/dashboard/gallery', file: 'dashboard-gallery.html', policy: notFramed },
        ]
      : []),
  ];
  const problems = read('problems.html').toString().replace('<!-- problems -->', problemList);
  app.get('/problems', publicPage, async (_request, reply) => sendHtml(reply, problems, notFramed));
  for (const { path, file, policy } of pages) {
    const html = read(file);
    app.get(path, publicPage, async (_request, reply) => sendHtml(reply, html, policy));
  }

  // One document for every address: the dashboard's own script reads the path and asks for what it shows.
  const dashboard = read('dashboard.html');
  for (const path of ['/dashboard', '/dashboard/*']) {
    app.get(path, publicPage, async (_request, reply) =>
      // Not stored, so that the back button shows nothing to the next person at the same browser.
      sendHtml(reply, dashboard, notFramed).header('cache-control', 'no-store'),
    );
  }

  await app.register(fastifyStatic, {
    root: join(deps.webDir, 'assets'),
    // The plugin's own routes have no gateway declaration. The route below has one.
    serve: false,
    // The name of an asset contains a hash of its content.
    maxAge: YEAR_SECONDS * 1000,
    immutable: true,
    setHeaders(reply, file) {
      // The worker that solves the proof of work compiles WebAssembly. No other script may.
      if (/[\\/]solve-worker-[^\\/]*\.js$/.test(file)) {
        reply.header(
          'content-security-policy',
          "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'",
        );
      }
    },
  });
  const icon = read('favicon.svg');
  app.get('/favicon.svg', publicPage, async (_request, reply) =>
    reply.type('image/svg+xml').header('cache-control', 'public, max-age=86400').send(icon),
  );
  app.get<{ Params: { '*': string } }>('/assets/*', publicPage, async (request, reply) =>
    reply.sendFile(request.params['*']),
  );
};

/** The list of error codes, which the `type` link of an error leads to. Our own constants need no escaping. */
function problemList(): string {
  return Object.entries(PROBLEMS)
    .map(
      ([code, row]) =>
        `<section id="${code}"><h2><code>${code}</code></h2>` +
        `<p><strong>${row.title}.</strong> ${row.explanation}</p>` +
        `<p>Status ${row.status}, class <code>${row.error}</code>.</p></section>`,
    )
    .join('\n');
}

function sendHtml(reply: FastifyReply, html: string | Buffer, policy: string): FastifyReply {
  return reply
    .type('text/html; charset=utf-8')
    .header('content-security-policy', policy)
    .header('cache-control', 'no-cache')
    .send(html);
}
