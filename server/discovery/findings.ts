import type { ApiType, EndpointParameters } from './vocabulary.ts';

/**
 * What a reader (of a document or of a script) believes it has seen. Readers are pure:
 * text in, candidates out; they never fetch, and they run in a worker.
 */
export interface Candidate {
  /** Upper case; `null` where the source does not tell. */
  method: string | null;
  /** Absolute URL template. Unknown parts are named: `https://shop.example/users/{id}`. No query string. */
  url: string;
  apiType: ApiType;
  parameters: EndpointParameters;
  /** 0..1, see `findings/confidence.ts`. */
  confidence: number;
  /** URL of the file it was read from. */
  file: string;
  /** How it was read: `openapi`, `fetch-call`, `wrapper-call`, `html-form`, … */
  technique: string;
  /** An unknown value stood in front of the path: a base address, or an empty text. */
  baseless?: boolean;
}

/** Another resource that a reader asks to be read, and as what; the run decides whether its budget allows it. */
export interface Lead {
  url: string;
  kind:
    | 'script'
    | 'openapi'
    | 'graphql'
    | 'asyncapi'
    | 'wsdl'
    | 'odata'
    | 'page'
    | 'source-map'
    | 'sitemap'
    | 'manifest'
    | 'api-catalog'
    | 'swagger-initializer'
    | 'wordpress'
    | 'text';
  /** Higher is read first. */
  priority: number;
}

/** The priority of a script that another one imports, and so always loads; those loaded on demand have less. */
export const IMPORTED_PRIORITY = 80;

export interface Reading {
  candidates: Candidate[];
  leads: Lead[];
}
