// Carries out the calls of the conformance suite: one JSON object a line in, one a line out.
import { createInterface } from 'node:readline';
import { inspect } from 'node:util';
import { Kloakd, ApiStatusError, KloakdError } from '../dist/index.js';

const { random } = Math;

for await (const line of createInterface({ input: process.stdin })) {
  const task = JSON.parse(line);
  const outcome = await carryOut(task);
  process.stdout.write(`${JSON.stringify({ case: task.case, ...outcome })}\n`);
}

async function carryOut(task) {
  const items = [];
  const isList = ['stream', 'stream_page', 'endpoints', 'follow'].includes(task.call.operation);
  const list = isList ? { items } : {};
  try {
    setEnvironment(task.environment);
    Math.random = typeof task.call.random === 'number' ? () => task.call.random : random;
    const client = new Kloakd({ ...task.arguments });
    const result = await call(client, task.call, task.call.arguments ?? {}, items);
    if (task.call.then === 'rate_limits') return { result: rateLimits(client) };
    return isList ? list : { result: result ?? null };
  } catch (error) {
    if (task.call.then === 'texts') {
      const client = new Kloakd({ ...task.arguments });
      return {
        result: [client, error].flatMap((it) => [
          String(it),
          inspect(it, { depth: 9, showHidden: true }),
          JSON.stringify(it),
          String(it.stack),
        ]),
      };
    }
    return { ...list, error: describe(error) };
  }
}

function setEnvironment(variables) {
  for (const name of ['KLOAKD_API_KEY', 'KLOAKD_ORG_ID', 'KLOAKD_BASE_URL']) {
    delete process.env[name];
  }
  Object.assign(process.env, variables);
}

async function call(client, task, a, items) {
  const { operation, take, idempotency_key, cancel_after_ms, timeout_ms } = task;
  const options = {
    idempotencyKey: idempotency_key,
    timeoutMs: timeout_ms,
    signal: cancel_after_ms ? AbortSignal.timeout(cancel_after_ms) : undefined,
  };
  const { skanyr } = client;
  const discover = {
    ...options,
    maxRequests: a.max_requests,
    limit: a.limit,
    offset: a.offset,
    siteHierarchyArtifactId: a.site_hierarchy_artifact_id,
    sessionArtifactId: a.session_artifact_id,
  };
  switch (operation) {
    case 'discover':
      return skanyr.discover(a.url, discover);
    case 'endpoints':
      return collect(skanyr.endpoints(a.url, discover), take, items);
    case 'stream':
      return collect(skanyr.stream(a.url, discover), take, items);
    case 'stream_page':
      return collect(skanyr.streamPage(a.url, options), take, items);
    case 'follow':
      return collect(skanyr.follow(a.discovery_id, options), take, items);
    case 'get':
      return skanyr.get(a.discovery_id, options);
    case 'job':
      return skanyr.job(a.job_id, options);
    case 'events':
      return skanyr.events(a.discovery_id, options);
    case 'api_map':
      return skanyr.apiMap(a.artifact_id, options);
    case 'open_api':
      return skanyr.openApi(a.artifact_id, options);
    case 'detected_apis':
      return skanyr.detectedApis(a.page_url, options);
    case 'analyze_bundle':
      return skanyr.analyzeBundle(a.url, options);
    case 'discover_page':
      return skanyr.discoverPage(a.url, options);
    case 'hierarchy':
      return skanyr.hierarchy(a.url, options);
    case 'reader_view':
      return skanyr.readerView(a.url, options);
    case 'expand_node':
      return skanyr.expandNode(a.node_id, options);
    case 'retry':
      return skanyr.retry(a.discovery_id, { ...discover, url: a.url });
    case 'health':
      return skanyr.health(options);
    case 'key':
      return client.key(options);
    case 'module':
      return raw(await client.module(a.name, { ...options, ...a }));
    case 'request':
      return raw(await client.request({ ...options, ...a }));
    case 'sessions.create':
      return skanyr.sessions.create(
        { url: a.url, name: a.name, maxRequests: a.max_requests },
        options,
      );
    case 'sessions.list':
      return skanyr.sessions.list({ ...options, limit: a.limit, offset: a.offset });
    case 'sessions.get':
      return skanyr.sessions.get(a.session_id, options);
    case 'sessions.delete':
      return skanyr.sessions.delete(a.session_id, options);
    case 'sessions.end':
      return skanyr.sessions.end(a.session_id, options);
    case 'sessions.set_job':
      return skanyr.sessions.setJob(a.session_id, a.job_id, options);
    default:
      throw new Error(`The runner does not know ${operation}.`);
  }
}

async function collect(source, take, items) {
  for await (const item of source) {
    items.push(item);
    if (items.length === take) break;
  }
}

function raw({ status, body, headers }) {
  return { status, body, header: headers.get('x-extra') };
}

function rateLimits(client) {
  return client.rateLimits.map(({ name, remaining, resetsInSeconds }) => ({
    name,
    remaining,
    resets_in_seconds: resetsInSeconds,
  }));
}

function describe(error) {
  if (error instanceof ApiStatusError) {
    return {
      class: error.name,
      message: error.message,
      status: error.status,
      code: error.code,
      request_id: error.requestId,
      retry_after: error.retryAfterSeconds,
      upgrade_url: error.upgradeUrl,
      charged: error.charged,
      field: error.field,
      module: error.module,
    };
  }
  if (error instanceof KloakdError) return { class: error.name, message: error.message };
  // What TypeScript has for an argument that cannot be sent.
  if (error instanceof TypeError && /^path is|cannot be an ID/.test(error.message)) {
    return { class: 'ArgumentError', message: error.message };
  }
  const isCancelled = error?.name === 'AbortError' || error?.name === 'TimeoutError';
  return { class: isCancelled ? 'Cancelled' : 'Bug', message: String(error?.stack ?? error) };
}
