import type { Refusal } from './target-url.ts';

/** The guard refused the target when it was about to connect. */
export class RefusedError extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.detail);
    this.refusal = refusal;
  }
}

/** The name could not be resolved. */
export class DnsError extends Error {}

/** The TLS handshake failed. */
export class TlsError extends Error {}

/** No address answered in time. */
export class ConnectTimeoutError extends Error {}
