import { IMPORTED_PRIORITY, type Lead } from '../findings.ts';
import { isNoPage } from '../findings/static-file.ts';
import type { DocumentReading } from '../documents/document-reading.ts';
import type { Script } from '../workers/parse-task.ts';
import { chunkPriority, entryPriority, INLINE_PRIORITY } from './script-priority.ts';
import { createWorkQueue, type WorkQueue } from './work-queue.ts';

/** How much is read: the site, or one page with its scripts and the documents that it names. */
export type Extent = 'site' | 'page';

/** A script to read; with `code` where the page contains it. */
export interface ScriptLead {
  url: string;
  as: Script['kind'];
  code?: string;
  /** Another script loads it on demand. Chunks are left out first. Imported modules do not count as chunks. */
  isChunk: boolean;
}

/**
 * The URLs of one origin that are still to be read, each once. URLs of other origins are dropped, and never requested.
 */
export interface Queues {
  documents: WorkQueue<Lead>;
  pages: WorkQueue<Lead>;
  scripts: WorkQueue<ScriptLead>;
  sourceMaps: WorkQueue<Lead>;
  /** Queues a lead by its kind. */
  follow(lead: Lead): void;
  /** Queues a script that a page names or contains. */
  addScript(script: DocumentReading['scripts'][number]): void;
  /** Queues a link to a page of the site. Links that look like documentation come first. */
  addPage(link: { url: string; text: string }): void;
}

export const keyOf = (url: string): string => url.replace(/#.*$/, '');

/** @param extent for one page, leads to other pages are dropped */
export function createQueues(origin: string, extent: Extent): Queues {
  const documents = createWorkQueue<Lead>();
  const pages = createWorkQueue<Lead>();
  const scripts = createWorkQueue<ScriptLead>();
  const sourceMaps = createWorkQueue<Lead>();
  const isOurs = (url: string): boolean => URL.parse(url)?.origin === origin;

  return {
    documents,
    pages,
    scripts,
    sourceMaps,
    follow(lead) {
      if (!isOurs(lead.url)) return;
      if (extent === 'page' && (lead.kind === 'page' || lead.kind === 'sitemap')) return;
      const key = keyOf(lead.url);
      if (lead.kind === 'script') {
        const isChunk = lead.priority < IMPORTED_PRIORITY;
        const chunk: ScriptLead = { url: lead.url, as: 'module', isChunk };
        scripts.push(chunk, key, chunkPriority(lead.url, lead.priority));
      } else if (lead.kind === 'source-map') sourceMaps.push(lead, key, lead.priority);
      else if (lead.kind === 'page') pages.push(lead, key, lead.priority);
      // The same URL may be read as a document and also tried as a GraphQL server.
      else documents.push(lead, lead.kind === 'graphql' ? `graphql ${key}` : key, lead.priority);
    },
    addScript({ url, kind, code, preload }) {
      const lead = { url, as: kind, isChunk: false };
      if (code !== undefined) scripts.push({ ...lead, code }, `inline ${code}`, INLINE_PRIORITY);
      else if (isOurs(url)) scripts.push(lead, keyOf(url), entryPriority(url, preload === true));
    },
    addPage({ url, text }) {
      if (extent === 'page') return;
      const parsed = URL.parse(url);
      if (parsed === null || parsed.origin !== origin || isNoPage(parsed.pathname)) return;
      parsed.hash = '';
      const isPromising = looksLikeDocumentation(`${parsed.pathname} ${text}`) || API.test(text);
      const priority = isPromising ? DOCUMENTATION_PRIORITY : 10;
      pages.push({ url: parsed.href, kind: 'page', priority }, parsed.href, priority);
    },
  };
}

/** Pages of this priority and more look like documentation of an API. */
export const DOCUMENTATION_PRIORITY = 50;
const DOCUMENTATION =
  /\b(?:api[-_ ]?docs?|swagger|openapi|graphiql|developers?|reference|docs?|documentation|redoc)\b/i;
const API = /\b(?:apis?|rest|graphql|endpoints?)\b/i;

/** Whether a path or a link's text contains a word for a description of an API. */
const looksLikeDocumentation = (text: string): boolean => DOCUMENTATION.test(text);
