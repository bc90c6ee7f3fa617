import type { Readable } from 'node:stream';
import {
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createZstdDecompress,
} from 'node:zlib';

const ENCODINGS_MAX = 2;

/** The part of a body that was read. */
export interface ReadBody {
  bytes: Buffer;
  /** The body was longer, too slow, or wrongly encoded: the bytes are only its beginning. */
  truncated: boolean;
}

/**
 * Reads a body up to `bytesMax`, which limits both the bytes sent and the bytes decompressed: a gzip bomb of 10 GB
 * takes `bytesMax` of memory. The stream is destroyed when this returns, and with it the socket if anything was left.
 */
export async function readBody(
  body: Readable,
  encoding: string,
  bytesMax: number,
): Promise<ReadBody> {
  const names = encoding
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity');
  const decoders = names.toReversed().map(createDecoder);
  if (names.length > ENCODINGS_MAX || decoders.includes(null)) {
    body.on('error', () => {}).destroy();
    return { bytes: Buffer.alloc(0), truncated: true };
  }
  const chain: Readable[] = [body];
  let rawBytes = 0;
  body.on('data', (chunk: Buffer) => {
    rawBytes += chunk.length;
    if (rawBytes > bytesMax) body.destroy(new Error('body too long'));
  });
  let last = body;
  for (const decoder of decoders) {
    if (decoder === null) continue;
    last.on('error', (error) => decoder.destroy(error));
    last = last.pipe(decoder);
    chain.push(last);
  }
  return collect(last, chain, bytesMax);
}

async function collect(last: Readable, chain: Readable[], bytesMax: number): Promise<ReadBody> {
  const chunks: Buffer[] = [];
  let length = 0;
  let truncated = false;
  try {
    for await (const chunk of last) {
      const bytes: Buffer = chunk;
      chunks.push(bytes);
      length += bytes.length;
      if (length >= bytesMax) {
        truncated = true;
        break;
      }
    }
  } catch {
    truncated = true; // what came before the break is still worth reading
  }
  for (const stream of chain) stream.on('error', () => {}).destroy();
  return { bytes: Buffer.concat(chunks).subarray(0, bytesMax), truncated };
}

function createDecoder(name: string) {
  switch (name) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip();
    case 'deflate':
      return createInflate();
    case 'br':
      return createBrotliDecompress();
    case 'zstd':
      return createZstdDecompress();
    default:
      return null;
  }
}
