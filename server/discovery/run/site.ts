import type { SafeResponse } from '../guard/safe-request.ts';
import type { Robots } from '../politeness/robots-file.ts';
import type { SoftNotFound } from './soft-not-found.ts';

/** What a run knows of its target once the first answers are there. */
export interface Site {
  /** The answer to the URL that was asked for, after redirects. */
  seed: SafeResponse;
  /** The one origin that the run may ask. */
  origin: string;
  robots: Robots;
  notFound: SoftNotFound;
  /** What relative addresses in scripts are resolved against: the seed's URL, or its `<base>`. */
  documentBase: string;
}

export const createSite = (found: Pick<Site, 'seed' | 'robots' | 'notFound'>): Site => ({
  ...found,
  origin: new URL(found.seed.url).origin,
  documentBase: found.seed.url,
});

/** Whether the site answers the same for paths that do not exist. */
export const isSoftNotFound = ({ notFound }: Site, response: SafeResponse): boolean =>
  notFound.matches({
    status: response.status,
    contentType: response.headers['content-type'] ?? '',
    body: response.body,
  });
