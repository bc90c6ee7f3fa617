import type { ApiType } from '../vocabulary.ts';
import type { Lead } from '../findings.ts';
import { NAMES_MAX } from '../findings/candidate-limits.ts';
import { CandidateStore } from '../findings/candidate-store.ts';
import { toCandidate } from '../findings/stored-endpoint.ts';
import type { DocumentReading, ScriptFound } from './document-reading.ts';
import { plainText } from '../findings/plain-text.ts';
import { parseWebUrl, readTemplate, resolveLink } from '../findings/url-template.ts';

/** Calls of `candidate`, repeated ones included, since each takes the time to resolve a URL. */
const CALLS_MAX = 50_000;
const LINKS_MAX = 5000;
const LEADS_MAX = 2000;
const SCRIPTS_MAX = 2000;
const SERVERS_MAX = 50;

export interface CandidateInput {
  method: string | null;
  /** Any dialect of template, absolute or relative to the document. */
  url: string;
  confidence: number;
  technique: string;
  apiType?: ApiType;
  query?: Iterable<string>;
  body?: Iterable<readonly [string, unknown]>;
}

/** What was read from one document so far: URLs are made absolute, names are cleaned, and each list has a limit. */
export class DocumentFindings {
  readonly url: string;
  base: string | null = null;
  title: string | null = null;
  recognised = false;
  #calls = 0;
  readonly #candidates = new CandidateStore();
  readonly #leads = new Map<string, Lead>();
  readonly #links = new Map<string, string>();
  readonly #scripts = new Map<string, ScriptFound>();
  readonly #servers = new Set<string>();

  constructor(url: string) {
    this.url = url;
  }

  /** What relative URLs are resolved against. */
  get resolveAgainst(): string {
    return this.base ?? this.url;
  }

  get isFull(): boolean {
    return this.#candidates.isFull || this.#calls >= CALLS_MAX;
  }

  get hasAllLinks(): boolean {
    return this.#links.size >= LINKS_MAX;
  }

  candidate(input: CandidateInput): void {
    this.#calls += 1;
    if (this.#calls > CALLS_MAX) return;
    const template = readTemplate(input.url, this.resolveAgainst);
    if (template === null) return;
    this.#candidates.add({
      method: input.method === null ? null : methodName(input.method),
      url: template.url,
      apiType: input.apiType ?? 'rest',
      parameters: {
        path: template.path,
        query: safeNames([...template.query, ...(input.query ?? [])]),
        body: safeBody(input.body ?? []),
      },
      confidence: input.confidence,
      file: this.url,
      technique: input.technique,
    });
  }

  /** @param priority 0..100, higher is read first. */
  lead(rawUrl: string, kind: Lead['kind'], priority: number): void {
    const url = resolveLink(rawUrl, this.resolveAgainst);
    if (url === null) return;
    const key = `${kind} ${url}`;
    const known = this.#leads.get(key);
    if (known === undefined && this.#leads.size >= LEADS_MAX) return;
    if (known === undefined || known.priority < priority)
      this.#leads.set(key, { url, kind, priority });
  }

  link(rawUrl: string, text: string): void {
    const url = resolveLink(rawUrl, this.resolveAgainst);
    if (url === null) return;
    const known = this.#links.get(url);
    if (known === undefined && this.#links.size >= LINKS_MAX) return;
    if (known === undefined || known === '') this.#links.set(url, plainText(text, 200));
  }

  script(rawUrl: string, kind: 'classic' | 'module', preload: boolean): void {
    const url = resolveLink(rawUrl, this.resolveAgainst);
    if (url === null || this.#scripts.size >= SCRIPTS_MAX) return;
    const known = this.#scripts.get(url);
    // A script that is both preloaded and run is an entry.
    if (known !== undefined && (preload || known.preload !== true)) return;
    this.#scripts.set(url, { url, kind, ...(preload ? { preload } : {}) });
  }

  /** @returns whether there was room for it. */
  inlineScript(code: string): boolean {
    if (this.#scripts.size >= SCRIPTS_MAX) return false;
    this.#scripts.set(`inline ${this.#scripts.size}`, { url: this.url, kind: 'inline', code });
    return true;
  }

  server(rawUrl: string): void {
    const url = parseWebUrl(rawUrl, this.resolveAgainst);
    if (url === null || this.#servers.size >= SERVERS_MAX) return;
    this.#servers.add(url.origin);
  }

  finish(): DocumentReading {
    return {
      recognised: this.recognised,
      candidates: Array.from(this.#candidates.entries(), toCandidate),
      leads: [...this.#leads.values()].toSorted((a, b) => b.priority - a.priority),
      scripts: [...this.#scripts.values()],
      base: this.base,
      title: this.title,
      servers: [...this.#servers],
      links: Array.from(this.#links, ([url, text]) => ({ url, text })),
    };
  }
}

function methodName(written: string): string | null {
  const method = written.trim().toUpperCase();
  return /^[A-Z][A-Z-]{0,19}$/.test(method) ? method : null;
}

function safeNames(names: Iterable<string>): string[] {
  const clean = new Set<string>();
  for (const name of names) {
    if (clean.size >= NAMES_MAX) break;
    const text = plainText(name, 128);
    if (text !== '') clean.add(text);
  }
  return [...clean];
}

function safeBody(entries: Iterable<readonly [string, unknown]>): Record<string, unknown> {
  const clean = new Map<string, unknown>();
  for (const [name, value] of entries) {
    if (clean.size >= NAMES_MAX) break;
    const text = plainText(name, 128);
    // Assigning this key to an object would change the object's prototype.
    if (text !== '' && text !== '__proto__') clean.set(text, value);
  }
  return Object.fromEntries(clean);
}
