import { hasApiMarker } from './api-marker.ts';
import type { DocumentFindings } from './document-findings.ts';

const METHOD = /^(?:GET|POST|PUT|PATCH|DELETE)$/;
const CALL = /^(GET|POST|PUT|PATCH|DELETE)\s{1,20}(\S{1,500})$/;
const ADDRESS = /^(?:https?:\/\/[^\s/]{1,255})?\/\S{0,500}$/;

/**
 * Finds calls that documentation spells out in a page's text: `GET /v1/orders`, in one element or with the
 * method in an element of its own, as most reference pages have it.
 */
export class WrittenCallReader {
  readonly #findings: DocumentFindings;
  #method: string | null = null;

  constructor(findings: DocumentFindings) {
    this.#findings = findings;
  }

  text(raw: string): void {
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
      confidence: hasApiMarker(address) ? 0.5 : 0.3,
      technique: 'documentation-text',
    });
  }
}
