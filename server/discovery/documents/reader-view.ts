import { Parser } from 'htmlparser2';
import type { ReaderView } from '../vocabulary.ts';
import { fileName, PageTextReader } from './page-text-reader.ts';
import { withoutTags } from './markdown-writer.ts';
import { plainText, visibleText } from '../findings/plain-text.ts';

const DEPTH_MAX = 1024;
/**
 * A page's text with Markdown headings, lists and code, without navigation, scripts or HTML. Only `<main>` or
 * `<article>` where the page has one. At most 200,000 characters and 500 links.
 */
export function readReaderView(html: string, url: string): ReaderView {
  const reader = new PageTextReader(url);
  if (!/<[a-z!?/]/i.test(html.slice(0, 100_000))) return plainTextView(html, url);
  const parser: Parser = new Parser({
    onopentag: (name, attributes) => {
      if (reader.open(name, attributes) > DEPTH_MAX) parser.pause();
    },
    ontext: (text) => reader.text(text),
    onclosetag: (name) => reader.close(name),
  });
  parser.write(html);
  parser.end();
  return reader.finish();
}

function plainTextView(text: string, url: string): ReaderView {
  // Line breaks structure plain text and are kept. Every other control character is removed.
  const lines = text
    .slice(0, 200_000)
    .split(/\r?\n/)
    .map((line) => withoutTags(visibleText(line.replaceAll('\t', '  '))));
  const heading = lines.find((line) => line.startsWith('# '))?.slice(2);
  return {
    url,
    title: plainText(heading ?? fileName(url), 200),
    content: lines.join('\n').trim(),
    links: [],
  };
}
