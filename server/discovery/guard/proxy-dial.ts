import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { connected, dialDirectly, type Dial } from './checked-connect.ts';
import type { AllowedPrivateTargets } from './private-targets.ts';

const HEAD_BYTES_MAX = 8192;

/**
 * Opens connections through the operator's `EGRESS_PROXY` with CONNECT (RFC 9110 section 9.3.6), for plain http targets
 * too. The proxy gets the address that was checked and never the name, so that it cannot resolve the name again.
 * @param proxy http or https; a user name and password in it become `Proxy-Authorization`.
 * @param direct private targets are connected to without the proxy, since their addresses are those of this machine's
 * network
 */
export function createProxyDial(proxy: URL, direct: AllowedPrivateTargets): Dial {
  const isTls = proxy.protocol === 'https:';
  const host = proxy.hostname.replace(/^\[|\]$/g, '');
  const proxyPort = Number(proxy.port || (isTls ? 443 : 80));
  const credentials = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
  const authorization =
    proxy.username === ''
      ? ''
      : `Proxy-Authorization: Basic ${Buffer.from(credentials).toString('base64')}\r\n`;
  return async (address, port, deadline) => {
    if (direct.allows(address, port)) return dialDirectly(address, port, deadline);
    const socket = isTls
      ? await connected(
          connectTls({ host, port: proxyPort, servername: host }),
          'secureConnect',
          deadline,
        )
      : await connected(connectTcp({ host, port: proxyPort, noDelay: true }), 'connect', deadline);
    const target = address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
    socket.write(`CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n${authorization}\r\n`);
    try {
      await readConnectAnswer(socket, deadline);
    } catch (error) {
      socket.destroy();
      throw error;
    }
    return socket;
  };
}

async function readConnectAnswer(socket: Socket, deadline: AbortSignal): Promise<void> {
  let head = Buffer.alloc(0);
  while (!head.includes('\r\n\r\n')) {
    if (head.length > HEAD_BYTES_MAX) throw new Error('the proxy answered with too long a head');
    head = Buffer.concat([head, await nextChunk(socket, deadline)]);
  }
  const end = head.indexOf('\r\n\r\n') + 4;
  if (!/^HTTP\/1\.[01] 2\d\d/.test(head.toString('latin1', 0, 20)))
    throw new Error('the proxy refused');
  if (end < head.length) socket.unshift(head.subarray(end));
}

function nextChunk(socket: Socket, deadline: AbortSignal): Promise<Buffer> {
  return new Promise((fulfil, reject) => {
    const settle = (): void => {
      socket.pause();
      socket.off('data', onData).off('close', onEnd).off('end', onEnd);
      deadline.removeEventListener('abort', onEnd);
    };
    const onData = (chunk: Buffer): void => {
      settle();
      fulfil(chunk);
    };
    const onEnd = (): void => {
      settle();
      reject(new Error('the proxy gave no answer'));
    };
    socket.on('data', onData).once('close', onEnd).once('end', onEnd);
    deadline.addEventListener('abort', onEnd, { once: true });
    socket.resume();
    if (deadline.aborted) onEnd();
  });
}
