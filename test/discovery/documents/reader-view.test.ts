import { describe, expect, it } from 'vitest';
import { readReaderView } from '../../../server/discovery/documents/reader-view.ts';
import { growthOf } from '../cpu-time.ts';

const view = (html: string) => readReaderView(html, 'https://shop.example/guide/start');
const content = (html: string) => view(`<!doctype html><body>${html}`).content;

describe('readReaderView', () => {
  it('reads headings, paragraphs, lists, quotes, tables and code', () => {
    const html = `<h1>Start   <em>here</em></h1><p>One
      two &amp; three</p><ul><li>a<ol><li>b</li><li><p>c</p></li></ol></li><li>d</li></ul>
      <blockquote><p>said</p></blockquote><table><tr><th>k<th>v<tr><td>1<td>2</table>
      <pre><code>if (a &lt; b) {\n  go()\n}</code></pre>end`;
    expect(content(html)).toBe(
      '# Start here\n\nOne two & three\n\n- a\n  1. b\n  2. c\n- d\n\n> said\n\n| | k | v\n| | 1 | 2\n\n```\nif (a < b) {\n  go()\n}\n```\n\nend',
    );
  });

  it('drops navigation, scripts, forms and what is hidden', () => {
    const html = `<header>Logo</header><nav><a href=/x>Menu</a></nav><div role=navigation>More</div><p>Text</p>
      <script>alert(1)</script><style>p{}</style><div hidden>No</div><i aria-hidden=true>No</i><form>Search</form>
      <svg><title>icon</title></svg><noscript>No</noscript><template><p>No</p></template><footer>Legal</footer>`;
    expect(content(html)).toBe('Text');
  });

  it('prefers the main part, with its links, to what stands around it', () => {
    const words =
      'Everything that is worth knowing about the shop and its interfaces, in one place. ';
    const reading = view(`<title>Guide</title><div>Sale! <a href=/sale>Buy</a></div>
      <main><header><h1>Guide</h1></header>${words}<a href=../next>Next <b>page</b></a></main>`);
    expect(reading).toEqual({
      url: 'https://shop.example/guide/start',
      title: 'Guide',
      content: `# Guide\n\n${words}Next page`,
      links: [{ url: 'https://shop.example/next', text: 'Next page' }],
    });
  });

  it('reads the whole page where the main part is an empty shell', () => {
    expect(content('<main></main><p>All of it is here</p>')).toBe('All of it is here');
  });

  it('falls back from title to heading to address', () => {
    expect(view('<html><h1>Head</h1>').title).toBe('Head');
    expect(view('<html><p>x').title).toBe('start');
  });

  it('lists no link that runs or carries anything', () => {
    expect(view('<html><a href="javascript:alert(1)">a</a><a href="data:,x">b</a>').links).toEqual(
      [],
    );
  });

  it('keeps the lines of highlighted code apart', () => {
    expect(content('<pre><div>a</div><div>b</div></pre>')).toBe('```\na\nb\n```');
  });

  it('keeps plain text and Markdown as they are', () => {
    const reading = view('# Manual\n\n- a\n- b\u0007 c\n');
    expect(reading).toMatchObject({ title: 'Manual', content: '# Manual\n\n- a\n- b  c' });
  });
});

describe('hostile pages', () => {
  it('never become HTML', () => {
    const text = content('<p>&lt;img src=x onerror=alert(1)&gt; a &lt; b</p>');
    expect(text).toBe('\\<img src=x onerror=alert(1)> a < b');
  });

  it('cannot end their own block of code', () => {
    expect(content('<pre>a\n```\n&lt;img src=x&gt;</pre>')).toBe('````\na\n```\n<img src=x>\n````');
  });

  it('are read at once where code is blanks but for its ends', () => {
    const code = (blanks: number): string => `<pre>\na${' '.repeat(blanks)}b \n</pre>`;
    expect(content(code(150_000))).toMatch(/^```\na +b\n```$/);
    // Looking for the end from each blank took seconds, and the reader's thread was terminated.
    expect(growthOf((blanks) => content(code(blanks)), 150_000)).toBeLessThan(3);
  });

  it('are cut at a length and at a depth', () => {
    expect(content('<p>abc</p>'.repeat(200_000)).length).toBeLessThanOrEqual(200_000);
    expect(content(`<p>ok</p>${'<div>'.repeat(300_000)}late`)).toBe('ok');
    expect(
      view(
        `<html><a href=/1>x</a>${Array.from({ length: 2000 }, (_, i) => `<a href=/p${i}>x</a>`).join('')}`,
      ).links,
    ).toHaveLength(500);
  });

  it('leave no control characters behind', () => {
    expect(content('<p>a\u202eb\u0000c&#27;[31m</p>')).toBe('a b c [31m');
  });
});
