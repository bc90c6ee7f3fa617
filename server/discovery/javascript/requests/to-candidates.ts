import { CONFIDENCE } from '../../findings/confidence.ts';
import type { ApiType, EndpointParameters } from '../../vocabulary.ts';
import type { Candidate } from '../../findings.ts';
import { type Address, toAddress } from '../addresses/address.ts';
import { isGraphqlUrl } from '../../findings/api-marker.ts';
import { bodyOf, queryOf } from './parameters.ts';
import type { RequestReading } from './request-reading.ts';
import type { FunctionInfo } from '../syntax/scope.ts';
import { HTTP_METHODS } from '../syntax/http-methods.ts';
import type { Sink } from './sink.ts';
import { isMarker } from '../addresses/string-kinds.ts';
import { type Frame, type Value, literalOf, partsOf } from '../evaluate/value.ts';
import type { World } from '../evaluate/world.ts';

export interface Found {
  readonly candidate: Candidate;
  /** A file that has not been read yet may change the request, so it is listed at the end. */
  readonly provisional: boolean;
}

export type AssumedCalls = ReadonlyMap<FunctionInfo, Frame | null>;

export function addCandidates(
  world: World,
  sink: Sink,
  reading: RequestReading,
  assumed: AssumedCalls,
  found: Map<string, Found>,
): boolean {
  const wrapped = [...assumed.values()].some((frame) => frame !== null);
  const confidence = wrapped
    ? Math.min(CONFIDENCE.throughWrapper, reading.confidence)
    : reading.confidence;
  const body = bodyOf(world, reading.body);
  const query = queryOf(world, reading.query);
  let any = false;
  for (const value of reading.urls) {
    const parts = urlParts(value);
    const address = parts ? toAddress(parts, world.documentBase, reading.typed) : null;
    if (!address) continue;
    for (const method of methodsOf(reading)) {
      any = true;
      const parameters: EndpointParameters = {
        path: address.path,
        query: [...new Set([...address.query, ...query])],
        body: method === 'GET' || method === 'HEAD' ? {} : body,
      };
      const candidate: Candidate = {
        method,
        url: address.url,
        apiType: kindOf(reading.apiType, address.url, body),
        parameters,
        confidence: confidenceOf(world, confidence, address, wrapped),
        file: sink.place.scope.file.url,
        technique: 'jsonrpc' in body ? 'json-rpc' : wrapped ? 'wrapper-call' : reading.technique,
        baseless: address.baseless,
      };
      found.set(`${method} ${address.url}`, {
        candidate,
        provisional: address.provisional || address.open || reading.waits === true,
      });
    }
  }
  return any;
}

function confidenceOf(
  world: World,
  confidence: number,
  address: Address,
  wrapped: boolean,
): number {
  if (wrapped && address.bare) return CONFIDENCE.perhapsOnlyBase;
  if (address.open && endsInBase(world, address.url)) return CONFIDENCE.perhapsOnlyBase;
  if (isGlued(address.url)) return CONFIDENCE.perhapsOnlyBase;
  return address.guessed ? Math.min(confidence, CONFIDENCE.guessedAddress) : confidence;
}

/** `/{prefix}api/x`: an unknown value directly before a word is a base address and not a segment. */
function isGlued(url: string): boolean {
  return url.split('/').some((segment) => {
    const after = segment.startsWith('{') ? segment[segment.indexOf('}') + 1] : undefined;
    return after !== undefined && after.toLowerCase() !== after.toUpperCase();
  });
}

/** `/api` or `/api/v1`: the base address of a wrapper, without an endpoint. */
function endsInBase({ libraries }: World, url: string): boolean {
  return isMarker(url.slice(url.lastIndexOf('/') + 1), libraries.pathMarkers) && !isGraphqlUrl(url);
}

function kindOf(apiType: ApiType, url: string, body: Record<string, string>): ApiType {
  if (apiType !== 'rest') return apiType;
  if ('jsonrpc' in body) return 'rpc';
  if (isGraphqlUrl(url)) return 'graphql';
  return url.includes('/odata/') ? 'odata' : 'rest';
}

function urlParts(value: Value) {
  if (value.kind === 'text' || value.kind === 'unknown') return partsOf(value);
  return null;
}

function methodsOf(reading: RequestReading): (string | null)[] {
  if (typeof reading.methods === 'string') return [reading.methods];
  const names = new Set<string | null>();
  for (const value of reading.methods) {
    const name = (literalOf(value) ?? '').toUpperCase();
    names.add(HTTP_METHODS.has(name) ? name : null);
  }
  if (names.size > 1) names.delete(null);
  return [...names];
}
