import { CONFIDENCE } from '../findings/confidence.ts';
import { hasApiMarker } from '../findings/api-marker.ts';
import type { DocumentFindings } from './document-findings.ts';

const METHOD = /^(?:GET|POST|PUT|PATCH|DELETE)$/;
const CALL = /^(GET|POST|PUT|PATCH|DELETE)\s{1,20}(\S{1,500})$/;
const ADDRESS = /^(?:https?:\/\/[^\s/]{1,255})?\/\S{0,500}$/;

/**
 * Finds calls in a page's text, such as `GET /v1/orders`. They stand in one element, or the method has an element of
 * its own, as on most reference pages.
 */
export class WrittenCallReader {
  readonly #findings: DocumentFindings;
  #method: string | null = null;

  constructor(findings: DocumentFindings) {
    this.#findings = findings;
  }

  text(raw: string): void {
    if (raw.includes('curl ')) readCommands(raw, this.#findings);
    if (raw.length > 600) {
      this.#method = null;
      return;
    }
    const text = raw.trim();
    if (text === '') return;
    const [, method, address] = CALL.exec(text) ?? [undefined, this.#method, text];
    this.#method = METHOD.test(text) ? text : null;
    if (method === null || method === undefined || address === undefined || !ADDRESS.test(address))
      return;
    this.#findings.candidate({
      method,
      url: address,
      confidence: hasApiMarker(address) ? CONFIDENCE.marked : CONFIDENCE.mentioned,
      technique: 'documentation-text',
    });
  }
}

const COMMAND_LENGTH_MAX = 4_000;

/** `curl -X DELETE https://shop.example/orders/5`, over several lines too. */
function readCommands(raw: string, findings: DocumentFindings): void {
  for (const line of raw.slice(0, COMMAND_LENGTH_MAX).replaceAll('\\\n', ' ').split('\n')) {
    const words = line.trim().split(/\s+/);
    const at = words.indexOf('curl');
    if (at < 0) continue;
    const rest = words.slice(at + 1).map((word) => word.replace(/^['"]|['"]$/g, ''));
    const url = rest.find((word) => /^https?:\/\/[^\s/]+\/\S/.test(word));
    if (url === undefined) continue;
    const named = rest[rest.findIndex((word) => word === '-X' || word === '--request') + 1];
    const sends = rest.some((word) => /^(?:-d|--data(?:-\w+)?|--json|-F|--form)$/.test(word));
    const method = named !== undefined && METHOD.test(named) ? named : sends ? 'POST' : 'GET';
    findings.candidate({
      method,
      url,
      confidence: CONFIDENCE.marked,
      technique: 'documentation-text',
    });
  }
}
