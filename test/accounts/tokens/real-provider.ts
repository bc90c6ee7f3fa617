import { createHash, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';

const RESOURCE = 'https://play.example';
const REDIRECT = 'http://127.0.0.1:9/callback';

/** A service that lets people sign in with this provider, by a secret of its own. */
export const CONFIDENTIAL_CLIENT = { id: 'service', secret: 'a-secret-of-the-service' };

/**
 * A real OpenID provider on a local socket, and a person who signs in to it as a browser would.
 * @param callback of the confidential client
 */
export async function startProvider(
  claims: Record<string, unknown>,
  callback = 'https://play.example/callback',
) {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'app',
        token_endpoint_auth_method: 'none',
        redirect_uris: [REDIRECT],
        application_type: 'native',
      },
      {
        client_id: CONFIDENTIAL_CLIENT.id,
        client_secret: CONFIDENTIAL_CLIENT.secret,
        redirect_uris: [callback],
      },
    ],
    claims: { email: ['email', 'email_verified'], profile: ['name'] },
    findAccount: (_context: unknown, id: string) => ({
      accountId: id,
      claims: () => ({ sub: id, ...claims }),
    }),
    extraTokenClaims: () => claims,
    // In seconds. The provider prints a notice for each lifetime that is not set.
    ttl: { Interaction: 600, Session: 600, Grant: 600, AccessToken: 600, IdToken: 600 },
    features: {
      devInteractions: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => RESOURCE,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          scope: 'api',
          audience: 'playground',
          accessTokenFormat: 'jwt',
          accessTokenTTL: 600,
          jwt: { sign: { alg: 'RS256' } },
        }),
      },
    },
  });
  server.on('request', provider.callback());
  return {
    issuer,
    jwksUrl: new URL(`${issuer}/jwks`),
    signIn: (login: string) => signIn(issuer, login),
    /** Signs in and consents. @returns where the provider then sends the browser */
    consent: (address: string, login: string) =>
      consent(createBrowser(new URL(callback).origin), address, login),
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

interface Tokens {
  access_token: string;
  id_token: string;
}

/** The authorization code flow with PKCE (RFC 7636): the login form, the consent form, then the code. */
async function signIn(issuer: string, login: string): Promise<Tokens> {
  const verifier = randomBytes(32).toString('base64url');
  const query = new URLSearchParams({
    client_id: 'app',
    response_type: 'code',
    redirect_uri: REDIRECT,
    scope: 'openid email api',
    resource: RESOURCE,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  const url = await consent(createBrowser(REDIRECT), `${issuer}/auth?${query}`, login);
  const response = await fetch(`${issuer}/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: 'app',
      code: new URL(url).searchParams.get('code') ?? '',
      code_verifier: verifier,
      redirect_uri: REDIRECT,
      resource: RESOURCE,
    }),
  });
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as Tokens;
}

/** Fills in the login form, then the consent form. */
async function consent(
  browser: ReturnType<typeof createBrowser>,
  address: string,
  login: string,
): Promise<string> {
  let url = await browser.follow(address);
  for (const prompt of ['login', 'consent']) {
    url = await browser.follow(url, new URLSearchParams({ prompt, login, password: 'x' }));
  }
  return url;
}

/** Follows redirects and keeps cookies, as far as a page or the client's own address. */
function createBrowser(client: string) {
  const cookies = new Map<string, string>();
  return {
    async follow(start: string, form?: URLSearchParams): Promise<string> {
      let url = start;
      let body = form;
      while (!url.startsWith(client)) {
        const response = await fetch(url, {
          method: body ? 'POST' : 'GET',
          redirect: 'manual',
          headers: { cookie: [...cookies].map((pair) => pair.join('=')).join('; ') },
          ...(body ? { body } : {}),
        });
        body = undefined;
        for (const line of response.headers.getSetCookie()) {
          const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
          cookies.set(name, value);
        }
        const location = response.headers.get('location');
        if (location === null && response.ok) return url;
        if (location === null) throw new Error(`${response.status} ${await response.text()}`);
        url = new URL(location, url).href;
      }
      return url;
    },
  };
}
