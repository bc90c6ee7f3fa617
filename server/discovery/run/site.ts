import type { SafeResponse } from '../guard/safe-request.ts';
import type { Robots } from '../politeness/robots-file.ts';
import type { SoftNotFound } from './soft-not-found.ts';

/** The properties of the target that a run knows after the first answers. */
export interface Site {
  /** The answer to the requested URL, after redirects. */
  seed: SafeResponse;
  /** The only origin that the run may send requests to. */
  origin: string;
  robots: Robots;
  notFound: SoftNotFound;
  /** Absolute URL that relative addresses in scripts are resolved against: that of the seed, or of its `<base>`. */
  documentBase: string;
}

export const createSite = (found: Pick<Site, 'seed' | 'robots' | 'notFound'>): Site => ({
  ...found,
  origin: new URL(found.seed.url).origin,
  documentBase: found.seed.url,
});

/** Whether this is the site's answer for paths that do not exist. */
export const isSoftNotFound = ({ notFound }: Site, response: SafeResponse): boolean =>
  notFound.matches({
    status: response.status,
    contentType: response.headers['content-type'] ?? '',
    body: response.body,
  });
