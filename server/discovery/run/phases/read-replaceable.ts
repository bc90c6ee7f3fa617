import { CONFIDENCE } from '../../findings/confidence.ts';
import { isParameter, pathOf } from '../../findings/endpoint-template.ts';
import type { StoredEndpoint } from '../../findings/stored-endpoint.ts';
import type { Discovery } from '../discovery.ts';
import { judgeGet } from './judge.ts';
import { probe } from './probe.ts';
import { soundsLikeAction } from './sounds-like-action.ts';

/**
 * Sends GET to URLs that are only known to take PUT or PATCH, since what can be replaced can usually be read. Only data
 * in the answer proves it. A refusal proves nothing, since a login guards every method.
 */
export async function readReplaceable(discovery: Discovery): Promise<void> {
  const { run, site, collector } = discovery;
  const entries = [...collector.store.entries()];
  const read = new Set(entries.filter(({ method }) => method === 'GET').map(urlOf));
  const urls = new Set(entries.filter(isReplaceable).map(urlOf));
  for (const url of urls.difference(read)) {
    if (!run.budget.hasRoom() || run.signal.aborted) return;
    if (!url.startsWith(`${site.origin}/`) || !site.robots.mayRead(url)) continue;
    const answer = await probe(run, url, 'GET');
    if (answer?.status !== 200 || judgeGet(site, answer) !== 'there') continue;
    collector.add([
      {
        method: 'GET',
        url,
        apiType: 'rest',
        parameters: { path: [], query: [], body: {} },
        confidence: CONFIDENCE.verified,
        file: url,
        technique: 'verified-get-200',
      },
    ]);
  }
}

const urlOf = ({ template }: StoredEndpoint): string => template.origin + pathOf(template);

const isReplaceable = ({ method, apiType, confidence, template }: StoredEndpoint): boolean =>
  (method === 'PUT' || method === 'PATCH') &&
  apiType === 'rest' &&
  // A document lists all methods.
  confidence < CONFIDENCE.stated &&
  !template.segments.some(isParameter) &&
  !soundsLikeAction(template);
