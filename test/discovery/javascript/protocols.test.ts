import { describe, expect, it } from 'vitest';
import { lines, read } from './reading.ts';

describe('GraphQL', () => {
  it('ties the operations to the endpoint that takes them', () => {
    const code =
      'const Q = gql`query ListUsers { users { id } }`; const M = "mutation AddUser($n: String!) { add(n: $n) { id } }"; const link = new HttpLink({uri: "/graphql"})';
    expect(read(code)[0]).toMatchObject({
      method: 'POST',
      url: 'https://shop.example/graphql',
      apiType: 'graphql',
      technique: 'graphql-document',
      parameters: { body: { query: 'string', operationName: ['ListUsers', 'AddUser'] } },
    });
  });

  it('knows a GraphQL endpoint that is called with fetch', () => {
    const [found] = read(
      'fetch("/api/graphql", {method: "POST", body: JSON.stringify({query: q, variables: {}})})',
    );
    expect(found).toMatchObject({ apiType: 'graphql', method: 'POST', confidence: 0.8 });
  });

  it('takes no other text for a document', () => {
    expect(
      lines(
        read(
          'const t = "query the {list}"; const u = {uri: "/orders"}; m("mutations observed: {0}")',
        ),
      ),
    ).toEqual([]);
  });
});

describe('remote procedures', () => {
  it("gives tRPC's procedures under the address of its link", () => {
    const code =
      'const c = createClient({links: [httpBatchLink({url: "/api/trpc"})]}); t.post.list.useQuery(); t.post.add.useMutation(); c.user.byId.query(1)';
    expect(lines(read(code)).filter((line) => line.includes('trpc/'))).toEqual([
      'GET /api/trpc/post.list',
      'GET /api/trpc/user.byId',
      'POST /api/trpc/post.add',
    ]);
  });

  it('gives no procedures where no such link is', () => {
    expect(lines(read('a.b.c.query(1); x.y.z.useQuery()'))).toEqual([]);
  });

  it('knows JSON-RPC by its body', () => {
    const [found] = read(
      'fetch("/rpc", {method: "POST", body: JSON.stringify({jsonrpc: "2.0", method: "sum", params: [1], id: 1})})',
    );
    expect(found).toMatchObject({ apiType: 'rpc', technique: 'json-rpc', method: 'POST' });
  });
});
