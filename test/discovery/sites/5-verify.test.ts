import { describe, expect, it } from 'vitest';
import { discover } from '../run-engine.ts';
import { json, serveSite } from './site.ts';

describe('verifying', () => {
  it('is sure of what answers with JSON or asks for a login', async () => {
    const site = await serveSite({
      '/': '<script>fetch("/api/open"); fetch("/api/closed")</script>',
      '/api/open': json([1, 2]),
      '/api/closed': json({ error: 'login' }, 401),
    });
    const { outcome } = await discover(site.origin);
    expect(outcome).toMatchObject({ endpoints: [{ confidence: 0.9 }, { confidence: 0.9 }] });
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
});
