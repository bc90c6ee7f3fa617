import { Parser } from 'htmlparser2';
import type { DocumentFindings } from './document-findings.ts';
import {
  readAttributes,
  readLinkedAddress,
  readSource,
  type Attributes,
} from './html-attributes.ts';
import { FormReader } from './html-forms.ts';
import { readLinkElement, readMetaElement } from './html-links.ts';
import { readScriptElement } from './html-scripts.ts';
import { readViewerElement } from './html-viewers.ts';
import { WrittenCallReader } from './html-written-calls.ts';
import { linkKind } from './link-kind.ts';
import { plainText } from '../findings/plain-text.ts';
import { resolveLink } from '../findings/url-template.ts';

/**
 * The parser keeps its open elements in an array it shifts and searches: quadratic in depth, so a page of
 * a million unclosed elements would take hours. Browsers stop at 512.
 */
const DEPTH_MAX = 1024;
const ANCHOR_TEXT_MAX = 400;
/** Different links of one page that are resolved and looked at. */
const LINKED_MAX = 20_000;

/** Reads an HTML page in one streaming pass: no tree is built, whatever the page's size. */
export function readHtml(html: string, findings: DocumentFindings): void {
  const page = new PageReader(findings);
  const parser: Parser = new Parser({
    onopentag: (name, attributes) => {
      if (page.open(name, attributes) > DEPTH_MAX) parser.pause();
    },
    ontext: (text) => page.text(text),
    onclosetag: (name) => page.close(name),
  });
  parser.write(html);
  parser.end();
  page.finish();
  // A GraphQL explorer is usually served at the address of its API.
  if (
    /^(?:yoga )?graphi?ql(?: playground)?$|^apollo s(?:andbox|erver)|^altair/i.test(
      findings.title ?? '',
    )
  ) {
    findings.lead(findings.url, 'graphql', 90);
  }
  findings.recognised = true;
}

class PageReader {
  readonly #findings: DocumentFindings;
  readonly #forms: FormReader;
  readonly #calls: WrittenCallReader;
  readonly #linked = new Set<string>();
  #depth = 0;
  #title: string | null = null;
  #script: { attributes: Attributes; chunks: string[] } | null = null;
  #anchor: { href: string; text: string } | null = null;

  constructor(findings: DocumentFindings) {
    this.#findings = findings;
    this.#forms = new FormReader(findings);
    this.#calls = new WrittenCallReader(findings);
  }

  /** @returns how many elements are open. */
  open(name: string, attributes: Attributes): number {
    this.#depth += 1;
    if (name === 'base') this.#readBase(attributes['href']);
    else if (name === 'script') this.#script = { attributes, chunks: [] };
    else if (name === 'link') readLinkElement(attributes, this.#findings);
    else if (name === 'meta') readMetaElement(attributes, this.#findings);
    else if (name === 'title' && this.#findings.title === null) this.#title = '';
    else if ((name === 'a' || name === 'area') && attributes['href'] !== undefined) {
      this.#closeAnchor();
      this.#anchor = { href: attributes['href'], text: attributes['title'] ?? '' };
    } else if (name === 'iframe' && attributes['src'] !== undefined) {
      this.#addLink(attributes['src'], attributes['title'] ?? '');
    }
    this.#forms.open(name, attributes);
    readAttributes(attributes, this.#findings);
    readSource(name, attributes, this.#findings);
    readViewerElement(name, attributes, this.#findings);
    return this.#depth;
  }

  text(text: string): void {
    if (this.#script !== null) {
      this.#script.chunks.push(text);
      return;
    }
    this.#calls.text(text);
    if (this.#title !== null && this.#title.length < ANCHOR_TEXT_MAX) this.#title += text;
    else if (this.#anchor !== null && this.#anchor.text.length < ANCHOR_TEXT_MAX)
      this.#anchor.text += text;
  }

  close(name: string): void {
    this.#depth -= 1;
    if (name === 'script') this.#closeScript();
    else if (name === 'title') this.#closeTitle();
    else if (name === 'a' || name === 'area') this.#closeAnchor();
    this.#forms.close(name);
  }

  finish(): void {
    this.#closeScript();
    this.#closeTitle();
    this.#closeAnchor();
    this.#forms.finish();
  }

  /** Only the first `<base>` counts (HTML, 4.2.3). */
  #readBase(href: string | undefined): void {
    if (href === undefined || this.#findings.base !== null) return;
    this.#findings.base = resolveLink(href, this.#findings.url);
  }

  #closeScript(): void {
    const script = this.#script;
    this.#script = null;
    if (script !== null)
      readScriptElement(script.attributes, script.chunks.join(''), this.#findings);
  }

  #closeTitle(): void {
    if (this.#title !== null)
      this.#findings.title = plainText(this.#title.replace(/\s+/g, ' '), 200);
    this.#title = null;
  }

  #closeAnchor(): void {
    if (this.#anchor !== null)
      this.#addLink(this.#anchor.href, this.#anchor.text.replace(/\s+/g, ' ').trim());
    this.#anchor = null;
  }

  #addLink(href: string, text: string): void {
    // Resolving a URL takes the most time on a page of a million links, of which half may be the same.
    const written = `${href} ${text}`;
    if (this.#linked.has(written)) return;
    if (this.#linked.size < LINKED_MAX) this.#linked.add(written);
    const url = this.#findings.hasAllLinks
      ? null
      : resolveLink(href, this.#findings.resolveAgainst);
    if (url === null) return;
    this.#findings.link(url, text);
    const promise = linkKind(url, text);
    if (promise !== null) this.#findings.lead(url, promise.kind, promise.priority);
    else readLinkedAddress(url, this.#findings);
  }
}
