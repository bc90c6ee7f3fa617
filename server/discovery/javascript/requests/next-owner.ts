import type { AssumedCalls } from './to-candidates.ts';
import type { RequestReading } from './request-reading.ts';
import type { FunctionInfo } from '../syntax/scope.ts';
import type { Sink } from './sink.ts';
import { isMarker, type Markers } from '../addresses/string-kinds.ts';
import { type Value, ownersOf } from '../evaluate/value.ts';

/** Whether an address is complete, so that callers could only give better names to its parameters. */
export function isComplete(reading: RequestReading, markers: Markers): boolean {
  return (
    addressOwners(reading).size === 0 || reading.urls.every((url) => namesEndpoint(url, markers))
  );
}

/** Whether an address names an endpoint, even if the names of its parameters are missing. */
function namesEndpoint(value: Value, markers: Markers): boolean {
  const parts = value.kind === 'text' ? value.parts : [];
  const head = parts.find((part) => typeof part === 'string' || part.owner !== null);
  // A client's base is often written with the page's own host.
  const path = typeof head === 'string' ? head.replace(/^https?:\/\/[^/]+/, '') : '';
  if (!path.startsWith('/')) return false;
  const [bare = '', query] = path.split('?', 2);
  // What follows the last slash may go on in a parameter, unless a query begins there.
  const full = bare.split('/').slice(1, query === undefined ? -1 : undefined);
  return full.some((segment) => segment !== '' && !isMarker(segment, markers));
}

/** The functions whose parameters contain the address or the method, or a part of them. */
function addressOwners({ urls, methods }: RequestReading): Set<FunctionInfo> {
  const owners = ownersOf(urls);
  if (typeof methods !== 'string') for (const owner of ownersOf(methods)) owners.add(owner);
  return owners;
}

/** The function whose callers are followed next: the innermost one around the sink, else any. */
export function nextOwner(
  reading: RequestReading,
  sink: Sink,
  assumed: AssumedCalls,
): FunctionInfo | null {
  const owners = addressOwners(reading);
  if (owners.size === 0)
    for (const owner of ownersOf([...reading.body, ...reading.query])) owners.add(owner);
  let fn = sink.place.scope.fn;
  while (fn) {
    if (owners.has(fn) && !assumed.has(fn)) return fn;
    fn = fn.scope.fn;
  }
  for (const owner of owners) if (!assumed.has(owner)) return owner;
  return null;
}
