import { describe, expect, it } from 'vitest';
import { routeTable } from '../../../../../local/cloud/http-api/route-table.ts';

const find = (routeKeys: readonly string[], method: string, path: string) => {
  const routes = routeKeys.map((routeKey) => ({
    routeKey,
    functionArn: '',
    timeoutMs: 1,
    authorizer: undefined,
  }));
  const match = routeTable(routes)(method, path);
  return match && [match.route.routeKey, match.pathParameters];
};

const all = [
  '$default',
  'ANY /{proxy+}',
  'GET /pets/{proxy+}',
  'GET /pets/{kind}/{id}',
  'GET /pets/dog/{id}',
  'GET /pets/dog/1',
  'ANY /pets/dog/1',
];

describe('routes', () => {
  it.each([
    ['an exact path wins', 'GET', '/pets/dog/1', 'GET /pets/dog/1', undefined],
    ['the exact method wins over ANY', 'POST', '/pets/dog/1', 'ANY /pets/dog/1', undefined],
    ['a static segment wins over a parameter', 'GET', '/pets/dog/2', 'GET /pets/dog/{id}', { id: '2' }],
    [
      'a parameter wins over a greedy one',
      'GET',
      '/pets/cat/2',
      'GET /pets/{kind}/{id}',
      { kind: 'cat', id: '2' },
    ],
    [
      'a greedy parameter takes the rest',
      'GET',
      '/pets/cat/2/toys',
      'GET /pets/{proxy+}',
      { proxy: 'cat/2/toys' },
    ],
    [
      'a route of another method does not count',
      'DELETE',
      '/pets/cat/2',
      'ANY /{proxy+}',
      { proxy: 'pets/cat/2' },
    ],
    ['parameters are decoded', 'GET', '/pets/dog/a%2Fb%20c', 'GET /pets/dog/{id}', { id: 'a/b c' }],
    ['a broken escape stays as it came', 'GET', '/pets/dog/%zz', 'GET /pets/dog/{id}', { id: '%zz' }],
  ])('%s', (_rule, method, path, routeKey, parameters) => {
    expect(find(all, method, path)).toEqual([routeKey, parameters]);
  });

  it('a greedy parameter is never empty', () => {
    expect(find(['ANY /{proxy+}'], 'GET', '/')).toBeUndefined();
  });

  it('$default takes what no route takes', () => {
    expect(find(['GET /a', '$default'], 'GET', '/b')).toEqual(['$default', undefined]);
  });

  it.each([
    ['another path', 'GET', '/b'],
    ['a longer path', 'GET', '/a/1/2'],
    ['an empty parameter', 'GET', '/a/'],
    ['another method', 'POST', '/a/1'],
  ])('without $default %s matches nothing', (_what, method, path) => {
    expect(find(['GET /a/{id}'], method, path)).toBeUndefined();
  });
});
