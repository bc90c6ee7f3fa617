import type { Lead, Reading } from '../findings.ts';

export interface ScriptFound {
  /** Absolute. For an inline script, the URL of its document. */
  url: string;
  kind: 'classic' | 'module' | 'inline';
  /** Inline scripts only, as written. */
  code?: string;
  /** Named by `modulepreload`, `preload` or `prefetch`: fetched ahead, not run by the page itself. */
  preload?: boolean;
}

export type DocumentReading = Reading & {
  /** Whether a format was recognised; an ordinary JSON answer or text is not. */
  recognised: boolean;
  scripts: ScriptFound[];
  /** Absolute `<base>` of an HTML page. */
  base: string | null;
  title: string | null;
  /** Origins that the document names as servers of its API. */
  servers: string[];
  links: { url: string; text: string }[];
};

export interface DocumentInput {
  /** Absolute URL the body was read from, after redirects. */
  url: string;
  contentType: string;
  body: string;
  /** Why it was fetched: a hint, never trusted. */
  kind: Lead['kind'] | 'seed' | 'unknown';
  /** Response headers; names in lower case. */
  headers: Record<string, string>;
}
