import type { ReaderView } from '../vocabulary.ts';
import { MarkdownWriter } from './markdown-writer.ts';
import type { Attributes } from './html-attributes.ts';
import { blockPrefix, isDropped, isMain } from './page-elements.ts';
import { plainText, visibleText } from '../findings/plain-text.ts';
import { resolveLink } from '../findings/url-template.ts';

const LINKS_MAX = 500;
/** Characters. A shorter main part is an empty shell, and the text of the whole page is used instead. */
const MAIN_LENGTH_MIN = 80;

interface OpenElement {
  name: string;
  isDropped: boolean;
  isMain: boolean;
}

/** Turns the events of an HTML parser into a reader view. */
export class PageTextReader {
  readonly #url: string;
  readonly #whole = new MarkdownWriter();
  readonly #main = new MarkdownWriter();
  readonly #links = new Map<string, { text: string; inMain: boolean }>();
  readonly #open: OpenElement[] = [];
  #dropped = 0;
  #mains = 0;
  #title = '';
  #heading = '';
  #base: string;
  #anchor: { href: string; text: string } | null = null;
  #lists: number[] = [];

  constructor(url: string) {
    this.#url = url;
    this.#base = url;
  }

  open(name: string, attributes: Attributes): number {
    if (name === 'base')
      this.#base = resolveLink(attributes['href'] ?? '', this.#url) ?? this.#base;
    const element = {
      name,
      isDropped: isDropped(name, attributes, this.#mains > 0),
      isMain: isMain(name, attributes),
    };
    this.#open.push(element);
    this.#dropped += element.isDropped ? 1 : 0;
    this.#mains += element.isMain ? 1 : 0;
    if (this.#dropped === 0) this.#startElement(name, attributes);
    return this.#open.length;
  }

  text(text: string): void {
    const top = this.#open.at(-1)?.name ?? '';
    if (
      top === 'title' &&
      this.#title.length < 400 &&
      !this.#open.some(({ name }) => name === 'svg')
    )
      this.#title += text;
    if (this.#dropped > 0) return;
    if (top === 'h1' && this.#heading.length < 400) this.#heading += text;
    if (this.#anchor !== null && this.#anchor.text.length < 400) this.#anchor.text += text;
    for (const writer of this.#writers()) writer.text(text);
  }

  close(name: string): void {
    if (this.#dropped === 0) this.#endElement(name);
    const element = this.#open.pop();
    if (element?.isDropped === true) this.#dropped -= 1;
    if (element?.isMain === true) this.#mains -= 1;
  }

  finish(): ReaderView {
    this.#endAnchor();
    const main = this.#main.finish();
    const isUsable = main.length >= MAIN_LENGTH_MIN;
    const links = Array.from(this.#links, ([url, { text, inMain }]) => ({ url, text, inMain }));
    const title = [this.#title, this.#heading].map((text) =>
      plainText(text.replace(/\s+/g, ' '), 200),
    );
    return {
      url: this.#url,
      title: title.find((text) => text !== '') ?? fileName(this.#url),
      content: (isUsable ? main : this.#whole.finish()).split('\n').map(visibleText).join('\n'),
      links: links
        .filter(({ inMain }) => inMain || !isUsable)
        .slice(0, LINKS_MAX)
        .map(({ url, text }) => ({ url, text })),
    };
  }

  #writers(): MarkdownWriter[] {
    return this.#mains > 0 ? [this.#whole, this.#main] : [this.#whole];
  }

  #startElement(name: string, attributes: Attributes): void {
    if (name === 'ul' || name === 'ol') this.#lists.push(name === 'ol' ? 0 : -1);
    const prefix = name === 'li' ? this.#itemPrefix() : blockPrefix(name);
    for (const writer of this.#writers()) {
      if (name === 'pre') writer.startCode();
      else if (prefix !== null) writer.startBlock(prefix);
      else if (name === 'td' || name === 'th') writer.text(' | ');
    }
    if (name === 'a' && attributes['href'] !== undefined)
      this.#anchor = { href: attributes['href'], text: '' };
  }

  #endElement(name: string): void {
    if (name === 'a') this.#endAnchor();
    if (name === 'ul' || name === 'ol') this.#lists.pop();
    for (const writer of this.#writers()) {
      if (name === 'pre') writer.endCode();
      else if (name === 'li' || blockPrefix(name) !== null) writer.endBlock();
    }
  }

  #itemPrefix(): string {
    const at = this.#lists.length - 1;
    const number = this.#lists[at] ?? -1;
    const indent = '  '.repeat(Math.min(Math.max(at, 0), 8));
    if (number < 0) return `${indent}- `;
    this.#lists[at] = number + 1;
    return `${indent}${number + 1}. `;
  }

  #endAnchor(): void {
    const anchor = this.#anchor;
    this.#anchor = null;
    const url = anchor === null ? null : resolveLink(anchor.href, this.#base);
    if (anchor === null || url === null || this.#links.size >= 5000) return;
    const inMain = this.#mains > 0 || (this.#links.get(url)?.inMain ?? false);
    this.#links.set(url, { text: plainText(anchor.text.replace(/\s+/g, ' '), 200), inMain });
  }
}

/** The name of a page without a title: the last segment of its path. */
export function fileName(url: string): string {
  const { hostname, pathname } = new URL(url);
  return pathname.split('/').findLast((segment) => segment !== '') ?? hostname;
}
