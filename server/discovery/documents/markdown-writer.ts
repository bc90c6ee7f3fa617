const CONTENT_MAX = 200_000;

/**
 * Builds Markdown from a stream of text and structure. What looks like a tag outside code is escaped, so
 * that no renderer can be led to make HTML of a page's text.
 */
export class MarkdownWriter {
  readonly #blocks: string[] = [];
  #line = '';
  #prefix = '';
  #length = 0;
  #code: string | null = null;

  get length(): number {
    return this.#length;
  }

  text(text: string): void {
    if (this.#length + this.#line.length > CONTENT_MAX) return;
    if (this.#code === null) this.#line += text.replace(/\s+/g, ' ');
    else if (this.#code.length < CONTENT_MAX) this.#code += text;
  }

  /**
   * Begins a block with a prefix: `## `, `- `, `> `. Directly inside an empty block, the outer block's prefix stays.
   */
  startBlock(prefix: string): void {
    const isEmpty = this.#line.trim() === '';
    const pending = this.#prefix;
    this.endBlock();
    this.#prefix = isEmpty && prefix === '' ? pending : prefix;
  }

  endBlock(): void {
    if (this.#code !== null) {
      // Highlighters put each line of code into an element of its own.
      if (this.#code !== '' && !this.#code.endsWith('\n')) this.#code += '\n';
      return;
    }
    const line = withoutTags(this.#line.replace(/ {2,}/g, ' ').trim());
    this.#line = '';
    if (line !== '') this.#push(this.#prefix + line);
    this.#prefix = '';
  }

  startCode(): void {
    this.endBlock();
    this.#code = '';
  }

  endCode(): void {
    const code = this.#code?.replace(/^\n+/, '').trimEnd() ?? '';
    this.#code = null;
    if (code === '') return;
    // Longer than any run of back-ticks inside, or the text could end its own block.
    const longest = Array.from(code.matchAll(/`+/g), (run) => run[0].length).reduce(
      (a, b) => Math.max(a, b),
      2,
    );
    const fence = '`'.repeat(longest + 1);
    this.#push(`${fence}\n${code}\n${fence}`);
  }

  finish(): string {
    if (this.#code !== null) this.endCode();
    this.endBlock();
    let content = '';
    let last = '';
    for (const block of this.#blocks) {
      // Items of a list and rows of a table stay together, all else is set apart.
      const together = isItem(block) && isItem(last);
      content += `${content === '' ? '' : together ? '\n' : '\n\n'}${block}`;
      last = block;
    }
    return content.slice(0, CONTENT_MAX).toWellFormed();
  }

  #push(block: string): void {
    if (this.#length > CONTENT_MAX) return;
    this.#blocks.push(block);
    this.#length += block.length;
  }
}

/** Escapes whatever a Markdown renderer might take for a tag. */
export function withoutTags(text: string): string {
  return text.replace(/<(?=[a-z/!?])/gi, '\\<');
}

function isItem(block: string): boolean {
  return /^ *(?:- |\d+\. |\| )/.test(block);
}
