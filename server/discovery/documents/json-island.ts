import { CONFIDENCE } from '../findings/confidence.ts';
import { hasApiMarker, namesMoreThanRoot } from '../findings/api-marker.ts';
import type { DocumentFindings } from './document-findings.ts';

const NODES_MAX = 50_000;
const API_KEY_NAME =
  /(?:api|backend|gateway|graphql|endpoint).{0,20}(?:url|uri|base|host|origin|endpoint)?$/i;

/**
 * Reads the JSON that a page holds for its scripts (`__NEXT_DATA__`, `__NUXT_DATA__`, settings): addresses with an API
 * marker, and the origins that settings such as `apiUrl` name.
 */
export function readJsonIsland(value: unknown, findings: DocumentFindings): void {
  const pending: [key: string, value: unknown][] = [['', value]];
  for (let visited = 0; pending.length > 0 && visited < NODES_MAX; visited += 1) {
    const [key, current] = pending.pop() ?? ['', null];
    if (typeof current === 'string') readText(key, current, findings);
    else if (Array.isArray(current))
      for (const item of current as unknown[]) pending.push([key, item]);
    else if (typeof current === 'object' && current !== null) {
      // One by one: an object of a million keys, spread into one call, overflows the stack.
      for (const entry of Object.entries(current)) pending.push(entry);
    }
  }
}

function readText(key: string, text: string, findings: DocumentFindings): void {
  if (text.length > 300 || !/^(?:\/[\w{]|https?:\/\/)[^\s"'<>\\]*$/.test(text)) return;
  if (text.startsWith('http') && API_KEY_NAME.test(key.slice(0, 100))) findings.server(text);
  if (!hasApiMarker(text) || !namesMoreThanRoot(text)) return;
  findings.candidate({
    method: null,
    url: text,
    confidence: CONFIDENCE.marked,
    technique: 'json-island',
  });
}
