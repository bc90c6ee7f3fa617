import type { Endpoint } from '../../shared/discovery.ts';
import type {
  DiscoverInput,
  DiscoveryEngine,
  DiscoveryOutcome,
} from '../../server/discovery/findings.ts';

/** An endpoint as the engine would give it. */
export function endpoint(path: string, method = 'GET'): Endpoint {
  return {
    url: `https://shop.example.com${path}`,
    method,
    api_type: 'rest',
    confidence: 0.95,
    parameters: { path: [], query: [], body: {} },
    source: [{ file: 'https://shop.example.com/openapi.json', technique: 'openapi' }],
  };
}

/**
 * An engine whose every run does what the test's script says, so that the gateway, the ledger and the
 * stream can be tested at exact moments. The real engine has tests of its own.
 */
export class ScriptedEngine implements DiscoveryEngine {
  runs: DiscoverInput[] = [];
  script: (input: DiscoverInput) => Promise<DiscoveryOutcome> = async (input) => {
    const found = [endpoint('/users'), endpoint('/users/{id}'), endpoint('/orders', 'POST')];
    for (const metadata of found) {
      input.onEvent({
        type: 'endpoint_found',
        endpoint_url: metadata.url,
        api_type: metadata.api_type,
        metadata,
      });
    }
    return { kind: 'completed', endpoints: found, truncated: false, requestsMade: 7 };
  };

  async discover(input: DiscoverInput): Promise<DiscoveryOutcome> {
    this.runs.push(input);
    return this.script(input);
  }

  analyzeBundle(input: Omit<DiscoverInput, 'maxRequests'>): Promise<DiscoveryOutcome> {
    return this.discover({ ...input, maxRequests: 1 });
  }

  readHierarchy: DiscoveryEngine['readHierarchy'] = async (input) => ({
    kind: 'completed',
    value: {
      node_id: 'n1',
      url: input.url,
      title: 'Home',
      kind: 'page',
      children: [
        {
          node_id: 'n2',
          url: `${input.url}shop`,
          title: 'Shop',
          kind: 'page',
          children: [
            {
              node_id: 'n3',
              url: `${input.url}shop/tea`,
              title: 'Tea',
              kind: 'page',
              children: [],
            },
          ],
        },
      ],
    },
  });

  readPage: DiscoveryEngine['readPage'] = async (input) => ({
    kind: 'completed',
    value: { url: input.url, title: 'Home', content: '# Home', links: [] },
  });

  refuse: DiscoveryEngine['refuse'] = (url) =>
    URL.canParse(url)
      ? /^https?:\/\/(10\.|127\.)/.test(url)
        ? { code: 'private_address', detail: 'This points to a private network.' }
        : null
      : { code: 'invalid_url', detail: 'That is not a web address.' };

  async close(): Promise<void> {}
}

/** A script that runs until the test lets it go, or until it is aborted. */
export function heldScript() {
  const gates: (() => void)[] = [];
  const script = (input: DiscoverInput) =>
    new Promise<DiscoveryOutcome>((resolve) => {
      gates.push(() =>
        resolve({
          kind: 'completed',
          endpoints: [endpoint('/x')],
          truncated: false,
          requestsMade: 1,
        }),
      );
      input.signal.addEventListener('abort', () =>
        resolve({ kind: 'cancelled', endpoints: [], requestsMade: 0 }),
      );
    });
  return { script, release: () => gates.splice(0).forEach((open) => open()) };
}
