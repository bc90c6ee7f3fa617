declare module 'oidc-provider' {
  import type { RequestListener } from 'node:http';

  /** The few parts of the library that the tests use. It ships no types. */
  export class Provider {
    constructor(issuer: string, configuration: Record<string, unknown>);
    callback(): RequestListener;
  }
}
