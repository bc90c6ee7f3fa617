import { describe, expect, it } from 'vitest';
import { lines, read } from './reading.ts';

describe('downloads', () => {
  it('are opened in a window or linked to, not fetched', () => {
    const code =
      'window.open("tools/export?" + fields); location.href = `${base}/reports/${r.id}/attachment`; h("a", {href: "/rows/".concat(n, ".csv")}); h(Link, {to: `/rows/${n}.xlsx`})';
    expect(lines(read(code))).toEqual([
      'GET /app/tools/export',
      'GET /reports/{id}/attachment',
      'GET /rows/{param}.csv',
      'GET /rows/{param}.xlsx',
    ]);
    expect(read(code)[0]).toMatchObject({ confidence: 0.5, technique: 'download-link' });
  });

  it('are not the pages and files that are named so', () => {
    const code =
      'h("a", {href: "/download"}); h(Link, {to: `/orders/${id}/export`}); h("a", {href: "/files/all.zip"}); window.open("/help"); h("a", {href: `/orders/${id}`})';
    expect(lines(read(code))).toEqual([]);
  });
});
