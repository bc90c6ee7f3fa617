import type { Agent, Dispatcher } from 'undici';
import { politenessKey } from './checked-connect.ts';
import { describeFailure } from './failure.ts';
import { readBody } from './read-body.ts';
import type { FetchOutcome, SafeFetchDeps, SafeRequest, SafeResponse } from './safe-request.ts';
import type { Target } from './target-url.ts';

/** Sends one request without following redirects, after the gate has admitted it; never throws. */
export async function askOnce(
  agent: Agent,
  deps: SafeFetchDeps,
  request: SafeRequest,
  target: Target,
): Promise<FetchOutcome> {
  const release = await deps.gate(politenessKey(target), request.signal).catch(() => null);
  if (request.signal.aborted) {
    release?.();
    return { kind: 'cancelled' };
  }
  if (release === null) return { kind: 'denied' };
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(), request.totalMs);
  try {
    const signal = AbortSignal.any([request.signal, deadline.signal]);
    const answer = await agent.request(requestOptions(deps.userAgent, request, target, signal));
    const response = await toResponse(answer, request, target);
    return request.signal.aborted ? { kind: 'cancelled' } : response;
  } catch (error) {
    if (request.signal.aborted) return { kind: 'cancelled' };
    return describeFailure(error, target.url.hostname, deadline.signal.aborted);
  } finally {
    clearTimeout(timer);
    release();
  }
}

function requestOptions(
  userAgent: string,
  request: SafeRequest,
  target: Target,
  signal: AbortSignal,
) {
  const headers: Record<string, string> = {
    'user-agent': userAgent,
    accept: request.accept ?? '*/*',
    'accept-encoding': 'gzip, br, deflate',
  };
  if (request.jsonBody !== undefined) headers['content-type'] = 'application/json';
  const options: Dispatcher.RequestOptions = {
    origin: target.url.origin,
    path: target.url.pathname + target.url.search,
    method: request.method ?? 'GET',
    headers,
    body: request.jsonBody ?? null,
    signal,
    headersTimeout: request.totalMs,
    bodyTimeout: request.totalMs,
  };
  return options;
}

async function toResponse(
  answer: Dispatcher.ResponseData,
  request: SafeRequest,
  target: Target,
): Promise<SafeResponse> {
  const headers: Record<string, string> = Object.create(null);
  for (const [name, value] of Object.entries(answer.headers)) {
    if (value !== undefined)
      headers[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value;
  }
  const encoding = request.method === 'HEAD' ? '' : (headers['content-encoding'] ?? '');
  const { bytes, truncated } = await readBody(answer.body, encoding, request.bodyBytesMax);
  return {
    kind: 'response',
    url: target.url.href,
    status: answer.statusCode,
    headers,
    body: bytes,
    truncated,
  };
}
