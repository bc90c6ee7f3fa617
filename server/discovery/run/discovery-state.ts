import { shapeOf } from '../findings/endpoint-template.ts';
import { createEndpointStore, type EndpointStore } from '../findings/endpoint-store.ts';
import { toFinding } from '../findings/stored-endpoint.ts';
import type { Candidate, Lead } from '../findings.ts';
import type { Robots } from '../politeness/robots-file.ts';
import type { RunContext } from './run-context.ts';
import type { RunInput } from './share-runs.ts';
import type { Finding } from '../vocabulary.ts';
import type { SafeResponse } from '../guard/safe-request.ts';
import type { SoftNotFound } from './soft-not-found.ts';
import { chunkPriority, entryPriority, IMPORT_WISH, INLINE_PRIORITY } from './script-priority.ts';
import { createWorkQueue, type WorkQueue } from './work-queue.ts';
import type { DocumentReading, Script } from '../workers/parse-task.ts';
import type { ScriptSession } from '../workers/script-session.ts';

/** A script to read; `code` where the page itself holds it. */
export interface ScriptLead {
  url: string;
  as: Script['kind'];
  code?: string;
  /** A chunk that other scripts load on demand: the first to be left out. What they import is none. */
  isChunk: boolean;
}

/** What one discovery knows so far; its phases fill it one after the other. */
export interface DiscoveryState {
  run: RunContext;
  /** The seed's answer, after redirects. */
  seed: SafeResponse;
  origin: string;
  robots: Robots;
  notFound: SoftNotFound;
  store: EndpointStore;
  documents: WorkQueue<Lead>;
  pages: WorkQueue<Lead>;
  scripts: WorkQueue<ScriptLead>;
  sourceMaps: WorkQueue<Lead>;
  /** How many more pages may be read early because they promise documentation. */
  documentationPagesLeft: number;
  session: ScriptSession | null;
  /** Settles when no script is being read any more. */
  scriptsRead: Promise<unknown>;
  /** How many chunks in a row have brought nothing new. */
  barrenChunks: number;
  documentBase: string;
  /** Something worth reading was left unread. */
  truncated: boolean;
  onEvent: RunInput['onEvent'];
  /** Shape and method of what has been announced. */
  announced: Set<string>;
}

const DOCUMENTATION_PAGES_MAX = 6;

export function createDiscoveryState(
  run: RunContext,
  found: Pick<DiscoveryState, 'seed' | 'robots' | 'notFound' | 'onEvent'>,
): DiscoveryState {
  const origin = new URL(found.seed.url).origin;
  return {
    run,
    ...found,
    origin,
    store: createEndpointStore(origin),
    documents: createWorkQueue(),
    pages: createWorkQueue(),
    scripts: createWorkQueue(),
    sourceMaps: createWorkQueue(),
    documentationPagesLeft: DOCUMENTATION_PAGES_MAX,
    session: null,
    scriptsRead: Promise.resolve(),
    barrenChunks: 0,
    documentBase: found.seed.url,
    truncated: false,
    announced: new Set(),
  };
}

/** Takes in what a document said: endpoints, and more to read. Other origins are listed at most, never asked. */
export function absorbDocument(state: DiscoveryState, reading: DocumentReading): void {
  if (reading.recognised) {
    for (const server of reading.servers) {
      const origin = URL.parse(server)?.origin;
      if (origin !== undefined && origin !== 'null') state.store.allowOrigin(origin);
    }
  }
  absorbCandidates(state, reading.candidates);
  for (const lead of reading.leads) follow(state, lead);
  for (const script of reading.scripts) {
    const lead = { url: script.url, as: script.kind, isChunk: false };
    if (script.code !== undefined) {
      state.scripts.push({ ...lead, code: script.code }, `inline ${script.code}`, INLINE_PRIORITY);
    } else if (isAsked(state, script.url)) {
      state.scripts.push(
        lead,
        keyOf(script.url),
        entryPriority(script.url, script.preload === true),
      );
    }
  }
}

/** @returns how many of them were new. */
export function absorbCandidates(state: DiscoveryState, candidates: readonly Candidate[]): number {
  let added = 0;
  for (const candidate of candidates) if (state.store.add(candidate)) added += 1;
  if (added > 0) announce(state);
  return added;
}

/** Queues a lead where it belongs. */
export function follow(state: DiscoveryState, lead: Lead): void {
  if (!isAsked(state, lead.url)) return;
  const key = keyOf(lead.url);
  if (lead.kind === 'script') {
    const isChunk = lead.priority < IMPORT_WISH;
    const chunk: ScriptLead = { url: lead.url, as: 'module', isChunk };
    state.scripts.push(chunk, key, chunkPriority(lead.url, lead.priority));
  } else if (lead.kind === 'source-map') state.sourceMaps.push(lead, key, lead.priority);
  else if (lead.kind === 'page') state.pages.push(lead, key, lead.priority);
  else
    state.documents.push(lead, `${lead.kind === 'graphql' ? 'graphql ' : ''}${key}`, lead.priority);
}

/** Whether a URL is on the one origin that this discovery may ask. */
export const isAsked = (state: DiscoveryState, url: string): boolean =>
  URL.parse(url)?.origin === state.origin;

export const keyOf = (url: string): string => url.replace(/#.*$/, '');

// What is as sure as this is announced at once; the rest once all scripts have been read together and it has been
// verified, since an announcement cannot be taken back.
const ANNOUNCED_AT_ONCE_MIN = 0.8;

/** Announces what is sure and has not been announced. */
export function announce(state: DiscoveryState): void {
  for (const entry of state.store.entries()) {
    if (entry.confidence >= ANNOUNCED_AT_ONCE_MIN && entry.method !== null) {
      announceOne(state, `${entry.method} ${shapeOf(entry.template)}`, () => toFinding(entry));
    }
  }
}

export function announceOne(state: DiscoveryState, key: string, make: () => Finding): void {
  if (state.announced.has(key)) return;
  state.announced.add(key);
  state.onEvent({ kind: 'found', finding: make() });
}
