import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { chooseLanguage, LANGUAGES, type Language } from '../../shared/languages.ts';
import { accentStyles } from '../organizations/accent.ts';
import type { SiteRecord } from '../storage/port/sites.ts';
import { acceptedLanguages } from './accepted-languages.ts';
import { findFramingSite, type FramingSiteDeps } from './framing-site.ts';
import { pagePolicy } from './page-policy.ts';

export interface EmbedDeps extends FramingSiteDeps {
  /** Folder of the built web pages. */
  webDir: string;
  allowedSites: readonly string[];
}

// Fresh for five minutes. For a day after that browsers use the old loader at once and fetch the new one meanwhile.
const LOADER_CACHE = 'public, max-age=300, stale-while-revalidate=86400';
const NEVER_CHANGES = 'public, max-age=31536000, immutable';
const PINNED = /^v\d+\.\d+\.\d+\.js$/;
const COLOUR = '^#[0-9a-fA-F]{3}([0-9a-fA-F]{3})?$';

const EmbedQuery = Type.Object({
  accent: Type.Optional(Type.String()),
  site: Type.Optional(Type.String()),
  lang: Type.Optional(Type.String()),
});

/** What other sites load: the widget's page, the loader, and the components for React and Vue. */
export const embedRoutes: FastifyPluginAsyncTypebox<EmbedDeps> = async (app, deps) => {
  const widgets = readWidgets(deps.webDir);
  app.get(
    '/embed/v1',
    {
      config: { public: 'the widget, which anyone may see' },
      schema: { hide: true, querystring: EmbedQuery },
    },
    async (request, reply) => {
      const language = languageOf(request.query.lang, request.headers['accept-language']);
      const origins = [...deps.allowedSites, ...(await deps.storage.siteOrigins())];
      const site = await findFramingSite(request.query.site, request.headers.referer, deps);
      return reply
        .type('text/html; charset=utf-8')
        .header('content-security-policy', pagePolicy([...new Set(["'self'", ...origins])]))
        .header('cache-control', 'no-cache')
        .header('vary', 'accept-language')
        .send(withSite(widgets[language], site, request.query.accent));
    },
  );

  app.get(
    '/embed/accent.css',
    {
      config: { public: 'colours that follow from one' },
      schema: { hide: true, querystring: Type.Object({ color: Type.String({ pattern: COLOUR }) }) },
    },
    async (request, reply) =>
      reply
        .type('text/css; charset=utf-8')
        .header('cache-control', 'public, max-age=86400')
        .send(accentStyles(request.query.color)),
  );

  const folder = join(deps.webDir, 'embed');
  await app.register(fastifyStatic, { root: folder, serve: false, cacheControl: false });
  for (const name of readdirSync(folder).filter((name) => name.endsWith('.js'))) {
    const cacheControl = PINNED.test(name) ? NEVER_CHANGES : LOADER_CACHE;
    app.get(
      `/embed/${name}`,
      { config: { public: 'a script that other sites load' }, schema: { hide: true } },
      async (_request, reply) => sendLoader(reply, name, cacheControl),
    );
  }
};

/** The build writes one page for each language, whose first paint needs no script. */
function readWidgets(webDir: string): Record<Language, string> {
  const read = (language: Language) =>
    readFileSync(join(webDir, language === 'en' ? 'embed.html' : `embed.${language}.html`), 'utf8');
  const pages = LANGUAGES.map((language) => [language, read(language)] as const);
  return Object.fromEntries(pages) as Record<Language, string>;
}

/** The language that the address names, or the first of the browser's languages that there are texts for. */
function languageOf(named: string | undefined, accepted: string | undefined): Language {
  if (named && named !== 'auto') return chooseLanguage([named]);
  return chooseLanguage(acceptedLanguages(accepted ?? ''));
}

/** The only files that pages of other origins may load. */
function sendLoader(reply: FastifyReply, name: string, cacheControl: string): FastifyReply {
  return (
    reply
      .header('cross-origin-resource-policy', 'cross-origin')
      // A page of another site can check a file's integrity hash only if CORS lets it read the file.
      .header('access-control-allow-origin', '*')
      .header('cache-control', cacheControl)
      .sendFile(name)
  );
}

/** Writes the ID of the site whose settings hold into the page, and links its colours before the first paint. */
function withSite(html: string, site: SiteRecord | null, wanted: string | undefined): string {
  const isColour = wanted !== undefined && new RegExp(COLOUR).test(wanted);
  const accent = isColour ? wanted : site?.settings.accent;
  const link = accent
    ? `<link id="accent" rel="stylesheet" href="/embed/accent.css?color=${encodeURIComponent(accent)}" />`
    : '';
  const named = site ? html.replace('<html ', `<html data-site="${site.id}" `) : html;
  return named.replace('</head>', `${link}</head>`);
}
