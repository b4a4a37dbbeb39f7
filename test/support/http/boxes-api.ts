import { beforeEach } from 'vitest';
import * as z from 'zod';
import { assertVersion } from '../../../functions/shared/http/entity-tag.ts';
import { createHttpApi, type HttpApi } from '../../../functions/shared/http/http-api.ts';
import { routeFactory } from '../../../functions/shared/http/route.ts';
import { anHttpEvent, type EventOptions } from './http-event.ts';
import { memoryOfRequests } from './memory-of-requests.ts';

interface Shelf {
  put(name: string): Promise<void>;
}

const route = routeFactory<Shelf>();
const boxSchema = z.strictObject({ name: z.string(), colour: z.enum(['red', 'blue']).optional() });

const routes = [
  route({
    id: 'listBoxes',
    method: 'GET',
    path: '/boxes',
    tag: 'Boxes',
    summary: 'List',
    roles: ['reader', 'operator'],
    query: z.object({ colour: z.string().optional() }),
    returns: { page: z.object({ at: z.string() }) },
    handle: ({ page }) => ({
      items: [{ at: page.cursor ?? 'start' }],
      cursor: `${page.cursor ?? ''}+${page.limit}`,
    }),
  }),
  route({
    id: 'createBox',
    method: 'POST',
    path: '/boxes',
    tag: 'Boxes',
    summary: 'Create',
    roles: ['operator'],
    body: boxSchema,
    returns: { json: z.object({ name: z.string() }), status: 201 },
    handle: async ({ body }, shelf) => {
      await shelf.put(body.name);
      return { body: { name: body.name }, headers: { location: `/boxes/${body.name}` }, version: 1 };
    },
  }),
  route({
    id: 'getBox',
    method: 'GET',
    path: '/boxes/{name}',
    tag: 'Boxes',
    summary: 'Get',
    roles: ['reader', 'operator'],
    params: z.object({ name: z.string().max(10) }),
    returns: { json: z.object({ name: z.string() }) },
    handle: ({ params }) => ({ body: { name: params.name }, version: 3 }),
  }),
  route({
    id: 'changeBox',
    method: 'PATCH',
    path: '/boxes/{name}',
    tag: 'Boxes',
    summary: 'Change',
    roles: ['operator'],
    params: z.object({ name: z.string() }),
    body: boxSchema.partial(),
    changesVersion: true,
    returns: { nothing: true },
    handle: ({ expectedVersion }) => {
      assertVersion(3, expectedVersion);
      return undefined;
    },
  }),
];

export interface BoxesApi {
  readonly api: HttpApi;
  readonly call: (method: string, path: string, options?: EventOptions) => ReturnType<HttpApi>;
  /** What was reported as nobody's fault but ours. */
  readonly bugs: unknown[];
  /** What the one port does. */
  put: Shelf['put'];
}

/** An API of a few routes, fresh for every test of a file. */
export function aBoxesApi(): BoxesApi {
  const bugs: unknown[] = [];
  let memory = memoryOfRequests();
  const boxes: BoxesApi = {
    bugs,
    put: () => Promise.resolve(),
    api: (event) =>
      createHttpApi(routes, {
        ports: { put: (name) => boxes.put(name) },
        memory,
        reportBug: (error) => bugs.push(error),
      })(event),
    call: (method, path, options) => boxes.api(anHttpEvent(method, path, options)),
  };
  beforeEach(() => {
    boxes.put = () => Promise.resolve();
    bugs.length = 0;
    memory = memoryOfRequests();
  });
  return boxes;
}
