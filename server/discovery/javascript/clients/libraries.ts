import type { Libraries, Maker } from '../evaluate/world.ts';
import type { Client } from './client.ts';

/** Methods whose first argument is a path, in many libraries and in most wrappers of applications. */
const VERBS = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options'];

/** Usual names of objects that make requests, with any library. */
const RECEIVER_NAMES = ['client', 'request', 'instance', 'service', 'gateway', 'server'];

const RECEIVER_WORDS = ['api', 'rest', 'fetcher', 'backend'];

/** Merges the declarations of all libraries, for the rooms that name no library. */
export function librariesOf(clients: readonly Client[]): Libraries {
  const all = (names: (client: Client) => readonly string[] | undefined): string[] => [
    ...new Set(clients.flatMap((client) => names(client) ?? [])),
  ];
  const requesters = clients.flatMap(({ requester }) => (requester ? [requester] : []));
  const makers = new Map<string, Maker[]>();
  for (const client of clients)
    for (const [name, maker] of Object.entries(client.makers ?? {}))
      makers.set(name, [...(makers.get(name) ?? []), maker]);
  return {
    globals: new Set(all(({ globals }) => globals)),
    packages: new Map(clients.flatMap(({ packages }) => Object.entries(packages ?? {}))),
    requesters: new Map(requesters.map((requester) => [requester.global, requester])),
    ownProperties: new Map(
      requesters.flatMap(({ global, ownProperties }) =>
        (ownProperties ?? []).map((name) => [name, global] as const),
      ),
    ),
    services: new Set(all(({ services }) => services)),
    receiverNames: new Set([...RECEIVER_NAMES, ...all(({ receiverNames }) => receiverNames)]),
    receiverWords: [...RECEIVER_WORDS, ...all(({ receiverWords }) => receiverWords)],
    verbs: new Map([
      ...VERBS.flatMap((verb) =>
        [verb, `$${verb}`].map((name) => [name, verb.toUpperCase()] as const),
      ),
      ...clients.flatMap(({ verbs }) => Object.entries(verbs ?? {})),
    ]),
    baseKeys: all(({ baseKeys }) => baseKeys),
    addressKeys: new Set(all(({ addressKeys }) => addressKeys)),
    requestKeys: new Set(all(({ requestKeys }) => requestKeys)),
    queryKeys: all(({ queryKeys }) => queryKeys),
    bodyKeys: all(({ bodyKeys }) => bodyKeys),
    serializers: new Set(all(({ serializers }) => serializers)),
    queryClasses: new Set(all(({ queryClasses }) => queryClasses)),
    pathMarkers: new Map(clients.flatMap(({ pathMarkers }) => Object.entries(pathMarkers ?? {}))),
    makers,
  };
}
