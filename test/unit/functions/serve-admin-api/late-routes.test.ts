import { describe, expect, it } from 'vitest';
import { adminRoutes } from '../../../../functions/serve-admin-api/routes/index.ts';
import { lateRoutes, routeGroups } from '../../../../functions/serve-admin-api/routes/late-routes.ts';
import { routerSource } from '../../../../functions/shared/http/route-source.ts';

describe('routes that are loaded by the first part of a path', () => {
  it.each(adminRoutes)('$id is found, and is the one that is documented', async ({ id, method, path }) => {
    const find = await routerSource(lateRoutes)(path);

    expect(find(method, path).route.id).toBe(id);
  });

  it.each(routeGroups)('%s is the group of every route that begins so, and of no others', async (group) => {
    const found = await lateRoutes(`/${group}`);
    const begin = adminRoutes.filter(({ path }) => path.split('/')[1] === group);

    expect(begin.length).toBeGreaterThan(0);
    expect(begin.filter(({ id }) => !found.some((each) => each.id === id))).toEqual([]);
    expect(found.length).toBeLessThan(adminRoutes.length);
  });

  it('what begins with no group is looked for among all', async () => {
    expect((await lateRoutes('/openapi.json')).map(({ id }) => id)).toEqual(adminRoutes.map(({ id }) => id));
    expect((await lateRoutes('/constructor')).length).toBe(adminRoutes.length);
  });

  it('a group is loaded and its router made once', async () => {
    const routerFor = routerSource(lateRoutes);

    expect(await routerFor('/accounts/a')).toBe(await routerFor('/accounts/b'));
    expect(await routerFor('/deliveries')).toBe(await routerFor('/deliveries'));
  });
});
