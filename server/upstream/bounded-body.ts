import { Transform, type Readable } from 'node:stream';

/** The body was longer than allowed. */
export class BodyTooLarge extends Error {}

/** Passes a body on as it arrives, and fails past the limit. An announced length is not believed. */
export function boundedBody(source: Readable, bytesMax: number): Transform {
  let bytes = 0;
  const bounded = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > bytesMax) done(new BodyTooLarge(`more than ${bytesMax} bytes`));
      else done(null, chunk);
    },
  });
  // When the client goes away, the request to the module is ended too.
  source.once('error', (error) => bounded.destroy(error));
  source.once('close', () => {
    if (!source.readableEnded) bounded.destroy(new Error('The client went away.'));
  });
  return source.pipe(bounded);
}
