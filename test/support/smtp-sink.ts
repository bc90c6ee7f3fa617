import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

export interface ReceivedMail {
  from: string;
  to: string[];
  /** Headers and body as they came over the wire. */
  data: string;
}

/** A mail server on a real socket that keeps what it is given (RFC 5321, as much of it as a client needs). */
export async function startSmtpSink({ refuse = false } = {}) {
  const mails: ReceivedMail[] = [];
  const server = createServer((socket) => receive(socket, mails, refuse));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `smtp://127.0.0.1:${port}`, mails, close: () => close(server) };
}

const close = (server: Server) => new Promise((resolve) => server.close(resolve));

function receive(socket: Socket, mails: ReceivedMail[], refuse: boolean): void {
  let mail: ReceivedMail = { from: '', to: [], data: '' };
  let isData = false;
  let text = '';
  const say = (line: string) => socket.write(`${line}\r\n`);
  const command = (line: string) => {
    if (isData && line !== '.') return void (mail.data += `${line}\n`);
    if (isData) {
      isData = false;
      mails.push(mail);
      mail = { from: '', to: [], data: '' };
      return say('250 kept');
    }
    const address = /<(.*)>/.exec(line)?.[1] ?? '';
    if (/^MAIL/i.test(line)) mail.from = address;
    if (/^RCPT/i.test(line) && refuse) return say(`550 no mailbox ${address}`);
    if (/^RCPT/i.test(line)) mail.to.push(address);
    isData = /^DATA/i.test(line);
    return say(isData ? '354 go on' : /^QUIT/i.test(line) ? '221 bye' : '250 ok');
  };
  socket.on('data', (chunk) => {
    const lines = (text + chunk.toString()).split('\r\n');
    text = lines.pop() ?? '';
    lines.forEach(command);
  });
  say('220 sink');
}
