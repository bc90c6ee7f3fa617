/**
 * Reads an origin, such as `https://docs.example.com`. The host must consist of letters, digits, dots, hyphens and
 * underscores, or be an address. The WHATWG parser also accepts `*`, which would let every subdomain frame the
 * playground, and `;` and `,`, which would end a directive of the Content-Security-Policy.
 * @returns undefined for anything else, including an origin with a path or a user
 */
export function parseOrigin(text: string): string | undefined {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') {
    return undefined;
  }
  if (!/^([a-z0-9._-]+|\[[0-9a-f:.]+\])$/.test(url.hostname)) return undefined;
  return url.pathname === '/' && url.search === '' && url.hash === '' ? url.origin : undefined;
}
