import { describe, expect, it } from 'vitest';
import { requireRouteConfig } from '../../server/routes/route-config.ts';

describe('a route’s declaration', () => {
  it.each([undefined, {}, { module: 'skanyr' }, { module: 'skanyr', access: 'all' }])(
    'stops the start where it is %j',
    (config) => {
      expect(() => requireRouteConfig(config, 'GET /x')).toThrow(/GET \/x does not declare/);
    },
  );

  it('is accepted with a module and an access', () => {
    const config = { module: 'skanyr', access: 'read' };
    expect(requireRouteConfig(config, 'GET /x')).toEqual(config);
  });
});
