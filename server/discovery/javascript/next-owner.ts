import type { Ambient } from './emit.ts';
import type { RequestReading } from './request-reading.ts';
import type { FunctionInfo } from './scope.ts';
import type { Sink } from './sinks.ts';
import { isMarker } from './strings.ts';
import { ownersOf } from './value.ts';

/** Whether every address names an endpoint already, whatever its parameters are called. */
export function isComplete(reading: RequestReading): boolean {
  return reading.urls.every((value) => {
    const parts = value.kind === 'text' ? value.parts : [];
    const head = parts.find((part) => typeof part === 'string' || part.owner !== null);
    if (typeof head !== 'string' || !head.startsWith('/')) return false;
    const full = head.split('/').slice(1, -1);
    return full.some((segment) => segment !== '' && !isMarker(segment));
  });
}

/** The function whose call would tell most: the innermost one around the sink, else any. */
export function nextOwner(
  reading: RequestReading,
  sink: Sink,
  ambient: Ambient,
): FunctionInfo | null {
  const owners = ownersOf(reading.urls);
  if (typeof reading.methods !== 'string')
    for (const owner of ownersOf(reading.methods)) owners.add(owner);
  if (owners.size === 0)
    for (const owner of ownersOf([...reading.body, ...reading.query])) owners.add(owner);
  let fn = sink.place.scope.fn;
  while (fn) {
    if (owners.has(fn) && !ambient.has(fn)) return fn;
    fn = fn.scope.fn;
  }
  for (const owner of owners) if (!ambient.has(owner)) return owner;
  return null;
}
