import { CANDIDATES_MAX, CHARACTERS_MAX, sizeOf } from '../findings/candidate-limits.ts';
import { plainText } from '../findings/plain-text.ts';
import type { Candidate, Lead, Reading } from '../findings.ts';
import type { DocumentReading } from '../documents/document-reading.ts';

const LEADS_MAX = 2000;
const LINKS_MAX = 2000;
const SCRIPTS_MAX = 1000;
const INLINE_BYTES_MAX = 4 * 1024 * 1024;
const URL_LENGTH_MAX = 2048;
const NAMES_MAX = 100;
const NAME_LENGTH_MAX = 100;

/**
 * Limits a reading before it is sent to the main thread. A page with a million links would otherwise stall the service
 * while its reading is copied from the worker.
 */
export function trimReading(reading: Reading): Reading {
  let characters = 0;
  return {
    candidates: reading.candidates
      .filter(hasSaneUrl)
      .slice(0, CANDIDATES_MAX)
      .map(trimCandidate)
      .filter((candidate) => (characters += sizeOf(candidate)) <= CHARACTERS_MAX),
    leads: reading.leads.filter(hasSaneUrl).slice(0, LEADS_MAX).map(trimLead),
  };
}

export function trimDocument(reading: DocumentReading): DocumentReading {
  let inlineBytes = 0;
  const scripts = reading.scripts
    .filter(hasSaneUrl)
    .slice(0, SCRIPTS_MAX)
    .filter((script) => (inlineBytes += script.code?.length ?? 0) <= INLINE_BYTES_MAX);
  const { recognised, base, title, servers } = reading;
  return {
    ...trimReading(reading),
    recognised,
    base,
    title: title?.slice(0, 300) ?? null,
    servers: servers.filter((server) => server.length <= URL_LENGTH_MAX).slice(0, 20),
    scripts,
    links: reading.links
      .filter(hasSaneUrl)
      .slice(0, LINKS_MAX)
      .map(({ url, text: label }) => ({ url, text: label.slice(0, 200) })),
  };
}

const hasSaneUrl = ({ url }: { url: string }): boolean => url.length <= URL_LENGTH_MAX;

const trimLead = ({ url, kind, priority }: Lead): Lead => ({ url, kind, priority });

function trimCandidate(candidate: Candidate): Candidate {
  const { path, query, body } = candidate.parameters;
  const entries = Object.entries(body).slice(0, NAMES_MAX);
  return {
    ...candidate,
    parameters: {
      path: trimNames(path),
      query: trimNames(query),
      body: Object.fromEntries(
        entries.map(([name, type]) => [plainText(name, NAME_LENGTH_MAX), trimType(type)]),
      ),
    },
  };
}

// A name may hold control characters, which a terminal that prints it would obey.
const trimNames = (names: string[]): string[] =>
  names.slice(0, NAMES_MAX).map((name) => plainText(name, NAME_LENGTH_MAX));

/** The type of a body key is one word. Anything larger, or with control characters, is replaced by `object`. */
function trimType(type: unknown): unknown {
  if (typeof type === 'string') return plainText(type, NAME_LENGTH_MAX);
  if (typeof type !== 'object' || type === null) return type;
  const text = JSON.stringify(type);
  return text.length > 2000 || /\\u00[01]/.test(text) || plainText(text) !== text ? 'object' : type;
}
