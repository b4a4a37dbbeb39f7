import type { Route } from './route.ts';
import { createRouter, type FindRoute } from './router.ts';

/** The routes of an API: all of them, or a way to load those that a path may belong to, the same list each time. */
export type RouteSource<Ports> =
  | readonly Route<Ports>[]
  | ((path: string) => Promise<readonly Route<Ports>[]>);

/** Finds the router for a path; each list of routes gets one. */
export function routerSource<Ports>(source: RouteSource<Ports>): (path: string) => Promise<FindRoute<Ports>> {
  if (typeof source !== 'function') {
    const router = Promise.resolve(createRouter(source));
    return () => router;
  }
  const known = new WeakMap<readonly Route<Ports>[], FindRoute<Ports>>();
  return async (path) => {
    const routes = await source(path);
    const router = known.get(routes) ?? createRouter(routes);
    known.set(routes, router);
    return router;
  };
}
