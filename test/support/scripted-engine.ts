import type {
  DiscoverOptions,
  Engine,
  Finding,
  Found,
  Outcome,
  ReadOptions,
  RunEvent,
} from '../../server/discovery/discover.ts';

/** What a test's script is told, and where it tells what it finds. */
export interface ScriptInput extends DiscoverOptions {
  url: string;
  /** Only the page is asked for, not its site. */
  isPage?: true;
  onEvent(event: Found): void;
}

/** A finding as the engine would give it. */
export function finding(path: string, method = 'GET'): Finding {
  return {
    url: `https://shop.example.com${path}`,
    method,
    apiType: 'rest',
    confidence: 0.95,
    parameters: { path: [], query: [], body: {} },
    evidence: [{ file: 'https://shop.example.com/openapi.json', technique: 'openapi' }],
  };
}

/**
 * An engine whose every run does what the test's script says, so that the gateway, the ledger and the
 * stream can be tested at exact moments. The real engine has tests of its own.
 */
export class ScriptedEngine implements Engine {
  runs: ScriptInput[] = [];
  script: (input: ScriptInput) => Promise<Outcome> = async (input) => {
    const findings = [finding('/users'), finding('/users/{id}'), finding('/orders', 'POST')];
    for (const one of findings) input.onEvent({ kind: 'found', finding: one });
    return { kind: 'completed', findings, truncated: false, requestsMade: 7 };
  };

  discover(url: string, options: DiscoverOptions): AsyncIterable<RunEvent> {
    return this.#play({ url, ...options });
  }

  discoverPage(url: string, options: DiscoverOptions): AsyncIterable<RunEvent> {
    return this.#play({ url, ...options, isPage: true });
  }

  readScript(url: string, options: ReadOptions): AsyncIterable<RunEvent> {
    return this.#play({ url, ...options, requestsMax: 1 });
  }

  async *#play(input: Omit<ScriptInput, 'onEvent'>): AsyncGenerator<RunEvent> {
    const events: RunEvent[] = [];
    let news = Promise.withResolvers<void>();
    const onEvent = (event: RunEvent) => {
      events.push(event);
      news.resolve();
      news = Promise.withResolvers<void>();
    };
    const run = { ...input, onEvent };
    this.runs.push(run);
    const played = this.script(run).then((outcome) => onEvent({ kind: 'ended', outcome }));
    // A failure is thrown where it is awaited.
    played.catch(() => {});
    for (let next = 0; ; next += 1) {
      while (next >= events.length) await Promise.race([news.promise, played]);
      const event = events[next];
      if (event) yield event;
      if (event?.kind === 'ended') return;
    }
  }

  readHierarchy: Engine['readHierarchy'] = async (url) => ({
    kind: 'completed',
    value: {
      url,
      title: 'Home',
      kind: 'page',
      children: [
        {
          url: `${url}shop`,
          title: 'Shop',
          kind: 'page',
          children: [
            {
              url: `${url}shop/tea`,
              title: 'Tea',
              kind: 'page',
              children: [],
            },
          ],
        },
      ],
    },
  });

  readPage: Engine['readPage'] = async (url) => ({
    kind: 'completed',
    value: { url, title: 'Home', content: '# Home', links: [] },
  });

  refuse: Engine['refuse'] = (url) =>
    URL.canParse(url)
      ? /^https?:\/\/(10\.|127\.)/.test(url)
        ? { kind: 'refused', code: 'private_address', detail: 'This points to a private network.' }
        : null
      : { kind: 'refused', code: 'invalid_url', detail: 'That is not a web address.' };

  async close(): Promise<void> {}
}

/** A script that runs until the test lets it go, or until it is aborted. */
export function heldScript() {
  const gates: (() => void)[] = [];
  const script = (input: ScriptInput) =>
    new Promise<Outcome>((resolve) => {
      gates.push(() =>
        resolve({
          kind: 'completed',
          findings: [finding('/x')],
          truncated: false,
          requestsMade: 1,
        }),
      );
      input.signal.addEventListener('abort', () =>
        resolve({ kind: 'cancelled', findings: [], requestsMade: 0 }),
      );
    });
  return { script, release: () => gates.splice(0).forEach((open) => open()) };
}
