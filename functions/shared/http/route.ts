import type * as z from 'zod';
import type { Answer, FileAnswer, Page } from './answer.ts';
import type { Caller } from './caller.ts';
import type { Role } from './roles.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** What a route answers when all is well: one JSON body, a page of a list, a page as one JSON text per line, a file, or nothing. */
export type Returns<Schema extends z.ZodType = z.ZodType> =
  | { readonly json: Schema; readonly status?: 200 | 201 | 202 }
  | { readonly page: Schema }
  | { readonly lines: Schema }
  | { readonly file: string }
  | { readonly nothing: true };

export type AnswerOf<R extends Returns> = R extends { json: infer Schema extends z.ZodType }
  ? Answer<z.input<Schema>>
  : R extends { page: infer Schema extends z.ZodType }
    ? Page<z.input<Schema>>
    : R extends { lines: infer Schema extends z.ZodType }
      ? Page<z.input<Schema>>
      : R extends { file: string }
        ? FileAnswer
        : Answer<undefined> | undefined;

export const isPaged = (returns: Returns): boolean => 'page' in returns || 'lines' in returns;

/** A request whose parts have been checked against the route's schemas. */
export interface RouteRequest<Params = unknown, Query = unknown, Body = unknown> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly caller: Caller;
  readonly headers: Readonly<Record<string, string>>;
  /** The version named by If-Match; 0 on routes without `changesVersion`. */
  readonly expectedVersion: number;
  /** Page size and position on routes that return a page. */
  readonly page: { readonly limit: number; readonly cursor?: string };
}

/** A route as data: the router, the OpenAPI document and the table of roles all derive from it. */
export interface Route<Ports> {
  readonly id: string;
  readonly method: Method;
  readonly path: `/${string}`;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string | undefined;
  readonly roles: readonly Role[] | 'public';
  readonly params?: z.ZodObject | undefined;
  readonly query?: z.ZodObject | undefined;
  readonly body?: z.ZodType | undefined;
  readonly bodyLimit?: number | undefined;
  /** The body is a file of this media type; `body` is `fileBodySchema` then. */
  readonly accepts?: string | undefined;
  readonly changesVersion?: true | undefined;
  readonly returns: Returns;
  handle(request: RouteRequest, ports: Ports): Promise<Answer | Page<unknown> | FileAnswer | undefined>;
}

type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : Record<string, never>;

/** `Route` with its schemas as type parameters, so that handlers see parsed types and must answer what they declare. */
export interface RouteSpec<
  Ports,
  Params extends z.ZodObject | undefined,
  Query extends z.ZodObject | undefined,
  Body extends z.ZodType | undefined,
  R extends Returns,
> extends Omit<Route<Ports>, 'handle' | 'returns' | 'params' | 'query' | 'body'> {
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  readonly returns: R;
  handle(
    request: RouteRequest<Parsed<Params>, Parsed<Query>, Parsed<Body>>,
    ports: Ports,
  ): Promise<AnswerOf<R>> | AnswerOf<R>;
}

/** The one way to declare a route: checks types at the declaration, then forgets the type parameters. */
export function routeFactory<Ports>() {
  return function route<
    Params extends z.ZodObject | undefined = undefined,
    Query extends z.ZodObject | undefined = undefined,
    Body extends z.ZodType | undefined = undefined,
    const R extends Returns = Returns,
  >(spec: RouteSpec<Ports, Params, Query, Body, R>): Route<Ports> {
    return {
      ...spec,
      // Requests reach a handler only through `readRequest`, which parsed them with the very schemas of the spec.
      handle: async (request, ports) =>
        spec.handle(request as RouteRequest<Parsed<Params>, Parsed<Query>, Parsed<Body>>, ports),
    };
  };
}
