import { connect } from 'node:net';

/** What the parent process asks for: `heads` are whole requests, sent in turn for `durationMs`. */
export interface Load {
  port: number;
  heads: string[];
  connections: number;
  durationMs: number;
}

export type LoadReport = { answers: number; durationMs: number } | { error: string };

const END_OF_HEAD = Buffer.from('\r\n\r\n');

/**
 * Sends requests over keep-alive sockets, one at a time on each, and counts the answers. It reads only
 * the status and the length of an answer, so that it needs less processor time than any server.
 */
async function run({ port, heads, connections, durationMs }: Load): Promise<LoadReport> {
  const requests = heads.map((head) => Buffer.from(head));
  let sent = 0;
  let answers = 0;
  let isOver = false;

  const drive = () =>
    new Promise<void>((resolve, reject) => {
      const socket = connect({ port, host: '127.0.0.1', noDelay: true });
      let received: Buffer = Buffer.alloc(0);
      const next = () => {
        if (isOver) socket.end();
        else socket.write(requests[sent++ % requests.length] ?? '');
      };
      socket.on('data', (data: Buffer) => {
        received = received.length === 0 ? data : Buffer.concat([received, data]);
        const headEnd = received.indexOf(END_OF_HEAD);
        if (headEnd === -1) return;
        const head = received.toString('latin1', 0, headEnd);
        if (!head.startsWith('HTTP/1.1 200')) {
          reject(new Error(received.toString()));
          return;
        }
        const bodyBytes = Number(/content-length: (\d+)/i.exec(head)?.[1]);
        if (received.length < headEnd + END_OF_HEAD.length + bodyBytes) return;
        received = Buffer.alloc(0);
        answers += 1;
        next();
      });
      socket
        .once('connect', next)
        .once('close', () => resolve())
        .once('error', reject);
    });

  const startedAt = performance.now();
  const timer = setTimeout(() => (isOver = true), durationMs);
  try {
    await Promise.all(Array.from({ length: connections }, drive));
  } catch (error) {
    return { error: String(error) };
  } finally {
    clearTimeout(timer);
  }
  return { answers, durationMs: performance.now() - startedAt };
}

process.on('message', (load: Load) => {
  void run(load).then((report) => process.send?.(report));
});
