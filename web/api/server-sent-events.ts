/**
 * Reads the `data` of server-sent events from text that arrives in pieces (WHATWG HTML, 9.2.6). Only what our
 * server sends: `data` lines, comments, and line ends LF or CRLF. DECISIONS.md says why no library does it.
 */
export function createEventReader(onData: (data: string) => void): (piece: string) => void {
  let unread = '';
  let data: string[] = [];
  return (piece) => {
    const lines = (unread + piece).split('\n');
    unread = lines.pop() ?? '';
    for (const line of lines.map((text) => text.replace(/\r$/, ''))) {
      if (line.startsWith('data:')) data.push(line.slice(5).replace(/^ /, ''));
      if (line !== '' || data.length === 0) continue;
      onData(data.join('\n'));
      data = [];
    }
  };
}
