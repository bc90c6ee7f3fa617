import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SignJWT, type JWK } from 'jose';

/** An issuer's key pair, with the public half as its JWKS publishes it. */
export function issuerKey(kid: string): { jwk: JWK; privateKey: KeyObject; publicKey: KeyObject } {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const jwk = { ...pair.publicKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256' };
  return { ...pair, jwk };
}

/** A JWKS on a socket, whose keys and failures the test sets. Counts how often it is asked. */
export class KeyServer {
  keys: JWK[] = [];
  asked = 0;
  /** What it answers instead of its keys. */
  instead: { status: number; body: string; location?: string } | null = null;
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((_request, response) => {
      this.asked += 1;
      const { status, body, location } = this.instead ?? { status: 200, body: this.#document() };
      if (location !== undefined) response.setHeader('location', location);
      response.writeHead(status, { 'content-type': 'application/json' }).end(body);
    });
  }

  static async start(): Promise<KeyServer> {
    const server = new KeyServer();
    await new Promise<void>((resolve) => server.#server.listen(0, '127.0.0.1', resolve));
    return server;
  }

  get url(): URL {
    return new URL(`http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/jwks`);
  }

  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  #document = () => JSON.stringify({ keys: this.keys });
}

/** A token as an issuer signs it. A claim of undefined is left out. */
export function signWith(
  key: { jwk: JWK; privateKey: KeyObject },
  claims: Record<string, unknown>,
  header: Record<string, unknown> = {},
): Promise<string> {
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'RS256', kid: key.jwk.kid, ...header })
    .sign(key.privateKey);
}
