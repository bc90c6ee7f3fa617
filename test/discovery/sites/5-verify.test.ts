import { describe, expect, it } from 'vitest';
import { discover } from '../run-engine.ts';
import { json } from './files.ts';
import { serveSite } from './site.ts';

describe('verifying', () => {
  it('is sure of what answers with JSON or asks for a login', async () => {
    const site = await serveSite({
      '/': '<script>fetch("/api/open"); fetch("/api/closed")</script>',
      '/api/open': json([1, 2]),
      '/api/closed': json({ error: 'login' }, 401),
    });
    const { outcome } = await discover(site.origin);
    expect(outcome).toMatchObject({ findings: [{ confidence: 0.9 }, { confidence: 0.9 }] });
  });

  it('learns from OPTIONS what a path takes that GET does not know', async () => {
    const allow = { type: 'text/plain', body: 'POST', headers: { allow: 'POST' } };
    const site = await serveSite({
      '/': '<script>const paths = { report: "/api/report", gone: "/api/gone" }</script>',
      'OPTIONS /api/report': allow,
    });
    expect((await discover(site.origin)).found).toEqual(['POST /api/report']);
  });

  it('learns from the refusal of GET which methods a path takes', async () => {
    const refusal = {
      type: 'text/plain',
      body: 'Not so',
      status: 405,
      headers: { allow: 'POST, DELETE' },
    };
    const site = await serveSite({
      '/': '<script>const paths = { report: "/api/report" }</script>',
      '/api/report': refusal,
    });
    expect((await discover(site.origin)).found).toEqual(['DELETE /api/report', 'POST /api/report']);
  });

  it('learns from the answer to OPTIONS what else a path takes', async () => {
    const site = await serveSite({
      '/': '<script>fetch("/api/users", { method: "POST" })</script>',
      'OPTIONS /api/users': { type: 'text/plain', body: '', headers: { allow: 'POST, PUT' } },
    });
    expect((await discover(site.origin)).found).toEqual(['POST /api/users', 'PUT /api/users']);
  });

  it('learns from the answer to OPTIONS that what can be written can be read', async () => {
    const allow = { allow: 'GET, HEAD, PUT' };
    const site = await serveSite({
      '/': '<script>fetch("/api/settings", { method: "PUT" })</script>',
      'OPTIONS /api/settings': { type: 'text/plain', body: '', headers: allow },
    });
    expect((await discover(site.origin)).found).toEqual(['GET /api/settings', 'PUT /api/settings']);
  });

  it('learns nothing of GET from OPTIONS where every path allows it', async () => {
    const allowing = (allow: string) => ({ type: 'text/plain', body: '', headers: { allow } });
    const site = await serveSite(
      {
        '/': '<script>fetch("/api/settings", { method: "PUT" })</script>',
        'OPTIONS /api/settings': allowing('GET, HEAD, PUT'),
      },
      allowing('GET, HEAD'),
    );
    expect((await discover(site.origin)).found).toEqual(['PUT /api/settings']);
  });

  it('gives one answer to OPTIONS as one piece of evidence of the method it confirms', async () => {
    const site = await serveSite({
      '/': '<script>fetch("/api/users", { method: "POST" })</script>',
      'OPTIONS /api/users': { type: 'text/plain', body: '', headers: { allow: 'POST' } },
    });
    const { outcome } = await discover(site.origin);
    expect(outcome).toMatchObject({
      findings: [
        { evidence: [{ technique: 'fetch-call' }, { technique: 'verified-options-200' }] },
      ],
    });
  });

  it('asks with GET for what scripts only replace, and lists it where data comes', async () => {
    const site = await serveSite({
      '/': `<script>for (const path of ["/api/settings", "/api/closed", "/api/restart"])
        fetch(path, { method: "PUT" }); fetch("/api/orders", { method: "POST" })</script>`,
      '/api/settings': json({ theme: 'dark' }),
      '/api/closed': json({ error: 'login' }, 401),
      '/api/restart': json({}),
      '/api/orders': json([]),
    });
    const { found } = await discover(site.origin);
    expect(found.filter((line) => line.startsWith('GET'))).toEqual(['GET /api/settings']);
    expect(site.seen.filter((line) => /GET \/api\/(restart|orders)/.test(line))).toEqual([]);
  });

  it('takes the methods of CORS for no methods of one path', async () => {
    const cors = { 'access-control-allow-methods': 'GET, POST, PUT, DELETE' };
    const site = await serveSite({
      '/': '<script>fetch("/api/users", { method: "POST" })</script>',
      'OPTIONS /api/users': { type: 'text/plain', body: '', headers: cors },
    });
    expect((await discover(site.origin)).found).toEqual(['POST /api/users']);
  });

  it('never calls what changes something or sounds like it', async () => {
    const site = await serveSite({
      '/': '<script>fetch("/api/users", { method: "DELETE" }); fetch("/api/logout"); fetch("/api/cache/clear")</script>',
    });
    await discover(site.origin);
    expect(site.seen).toContain('OPTIONS /api/logout');
    expect(site.seen.filter((line) => /GET \/api\/(logout|cache)/.test(line))).toEqual([]);
    expect(site.seen.filter((line) => !/^(GET|OPTIONS|HEAD) /.test(line))).toEqual([]);
  });

  it('reads the scripts in a fragment of HTML that an endpoint gives', async () => {
    const site = await serveSite({
      '/': '<script>fetch("/widgets").then((r) => r.text()).then((html) => (slot.innerHTML = html))</script>',
      '/widgets':
        '<h2>Widgets of this house</h2><script>fetch("/api/widgets/" + id, { method: "PUT" })</script>',
    });
    expect((await discover(site.origin)).found).toContain('PUT /api/widgets/{id}');
  });

  it('gives up a family of paths that get nothing but the shell', async () => {
    const shell =
      '<!doctype html><title>Shop</title><div id="app">Loading the shop, please wait</div>';
    const calls = ['/x/one', '/x/two', '/x/three'].map((path) => `fetch("${path}")`).join(';');
    const site = await serveSite(
      {
        '/': `${shell}<script>${calls};fetch("/api/real");fetch("/x/four", { method: "POST" })</script>`,
        '/api/real': json([1]),
      },
      shell,
    );
    expect((await discover(site.origin)).found).toEqual(['GET /api/real']);
  });
});
