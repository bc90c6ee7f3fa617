import { CONFIDENCE } from '../findings/confidence.ts';
import type { ApiType } from '../vocabulary.ts';
import type { DocumentFindings } from './document-findings.ts';
import { dereference } from './openapi-references.ts';
import { schemaProperties } from './openapi-schema.ts';
import { plainText } from '../findings/plain-text.ts';
import { type Fields, fieldsOf, isFields, listOf, ownField, textOf } from './untrusted.ts';

const CHANNELS_MAX = 2000;
const SERVERS_MAX = 4;

export function isAsyncApi(document: Fields): boolean {
  return document['asyncapi'] !== undefined && isFields(document['channels']);
}

interface Server {
  url: string;
  apiType: ApiType;
}

/**
 * Reads AsyncAPI 2 and 3: channels over WebSocket and HTTP. Channels over Kafka, MQTT and the like are left out: they
 * are not HTTP.
 */
export function readAsyncApi(document: Fields, findings: DocumentFindings): void {
  findings.recognised = true;
  findings.title = plainText(textOf(fieldsOf(document['info'])['title']) ?? '', 200);
  const written = Object.entries(fieldsOf(document['servers'])).slice(0, 50);
  const servers = new Map<string, Server>();
  for (const [name, server] of written) {
    const read = readServer(document, dereference(document, server));
    if (read !== null) servers.set(name, read);
  }
  for (const { url } of servers.values()) findings.server(url);
  for (const [name, value] of Object.entries(fieldsOf(document['channels'])).slice(
    0,
    CHANNELS_MAX,
  )) {
    const channel = dereference(document, value);
    const used = channelServers(channel, servers, written.length > 0, findings.url);
    for (const server of used) addChannel(document, name, channel, server, findings);
  }
}

function readServer(document: Fields, server: Fields): Server | null {
  const protocol = (textOf(server['protocol']) ?? '').toLowerCase();
  const apiType = typeOfProtocol(protocol);
  if (apiType === null) return null;
  const place =
    textOf(server['url']) ?? `${textOf(server['host']) ?? ''}${textOf(server['pathname']) ?? ''}`;
  const filled = place.slice(0, 2048).replace(/\{([^{}]{1,64})\}/g, (whole, name: string) => {
    const variable = dereference(document, ownField(fieldsOf(server['variables']), name));
    return textOf(variable['default'] ?? listOf(variable['enum'])[0]) ?? whole;
  });
  const scheme = protocol === 'sse' || protocol === 'sses' ? 'https' : protocol;
  const url = /^[a-z]{2,5}:\/\//i.test(filled) ? filled : `${scheme}://${filled}`;
  return { url: url.replace(/\/+$/, ''), apiType };
}

function typeOfProtocol(protocol: string): ApiType | null {
  if (protocol === 'ws' || protocol === 'wss') return 'websocket';
  if (protocol === 'sse' || protocol === 'sses') return 'sse';
  return protocol === 'http' || protocol === 'https' ? 'rest' : null;
}

/** The servers of a channel: those that it names, else all of the document, else the document's own origin. */
function channelServers(
  channel: Fields,
  servers: Map<string, Server>,
  hasServers: boolean,
  documentUrl: string,
): Server[] {
  if (!hasServers) {
    const origin = new URL(documentUrl).origin;
    const binding = fieldsOf(channel['bindings']);
    if (binding['http'] !== undefined) return [{ url: origin, apiType: 'rest' }];
    return [{ url: origin.replace(/^http/, 'ws'), apiType: 'websocket' }];
  }
  const chosen = listOf(channel['servers'])
    // Version 2 writes names, version 3 references: `#/servers/production`.
    .map((entry) => textOf(entry) ?? textOf(fieldsOf(entry)['$ref'])?.replace(/^#\/servers\//, ''))
    .filter((name) => typeof name === 'string');
  const named = chosen.map((name) => servers.get(name)).filter((server) => server !== undefined);
  return (chosen.length > 0 ? named : [...servers.values()]).slice(0, SERVERS_MAX);
}

function addChannel(
  document: Fields,
  name: string,
  channel: Fields,
  server: Server,
  findings: DocumentFindings,
): void {
  const address = textOf(channel['address']) ?? name;
  const websocket = fieldsOf(fieldsOf(channel['bindings'])['ws']);
  const streams =
    server.apiType === 'rest' && document['defaultContentType'] === 'text/event-stream';
  const isRoot = address === '/' || address === '' || address === 'null';
  findings.candidate({
    method:
      textOf(websocket['method']) ??
      (server.apiType === 'rest' ? httpMethod(document, channel) : 'GET'),
    url: isRoot ? server.url : `${server.url}/${address.replace(/^\//, '')}`,
    apiType: streams ? 'sse' : server.apiType,
    query: schemaProperties(document, websocket['query']).keys(),
    confidence: CONFIDENCE.stated,
    technique: 'asyncapi',
  });
}

function httpMethod(document: Fields, channel: Fields): string | null {
  const places = [channel, fieldsOf(channel['subscribe']), fieldsOf(channel['publish'])];
  for (const place of places) {
    const method = textOf(
      fieldsOf(fieldsOf(dereference(document, place)['bindings'])['http'])['method'],
    );
    if (method !== null) return method;
  }
  return null;
}
