import * as z from 'zod';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { assertRole, readCaller, type Caller } from './caller.ts';
import { requiredVersion } from './entity-tag.ts';
import { HttpProblem } from './problem.ts';
import { readFileBody } from './file-body.ts';
import { defaultBodyLimit, readBody } from './read-body.ts';
import { cursorBinding, querySchema, readPage, readQuery } from './read-query.ts';
import { isPaged, type RouteRequest } from './route.ts';
import type { Match } from './router.ts';

/** An HTTP API event; the authorizer is absent on public routes. */
export type HttpEvent = APIGatewayProxyEventV2 & {
  readonly requestContext: {
    readonly authorizer?: { readonly jwt?: { readonly claims: Parameters<typeof readCaller>[0] } };
  };
};

/** The path without the stage's name, which a named stage puts in front of it. */
export function requestPath(event: HttpEvent): string {
  const prefix = `/${event.requestContext.stage}`;
  const isPrefixed = event.rawPath === prefix || event.rawPath.startsWith(`${prefix}/`);
  return isPrefixed ? event.rawPath.slice(prefix.length) || '/' : event.rawPath;
}

const nobody: Caller = { company: '', subject: '', roles: [] };

/** Checks everything a client sent, in the order in which it may know about it: who, where, what. */
export function readRequest<Ports>(event: HttpEvent, match: Match<Ports>): RouteRequest {
  const { route } = match;
  const caller = route.roles === 'public' ? nobody : readCaller(event.requestContext.authorizer?.jwt?.claims);
  if (route.roles !== 'public') assertRole(caller, route.roles);
  const query = readQuery(querySchema(route), event.rawQueryString);
  const binding = cursorBinding(caller.company, event.rawPath, query);
  return {
    caller,
    query,
    params: readParams(match),
    headers: lowerCaseNames(event.headers),
    body: route.method === 'GET' ? undefined : readEventBody(event, match),
    page: isPaged(route.returns) ? readPage(query, binding) : { limit: 1 },
    expectedVersion: route.changesVersion ? requiredVersion(lowerCaseNames(event.headers)['if-match']) : 0,
  };
}

/** An id that cannot exist is answered like one that does not exist. */
function readParams<Ports>({ route, params }: Match<Ports>): unknown {
  const result = (route.params ?? z.object({})).safeParse(params);
  if (!result.success)
    throw new HttpProblem('not-found', `There is no ${Object.values(params).join(' / ').slice(0, 300)}.`);
  return result.data;
}

const noBody = z.strictObject({}).optional();

function readEventBody<Ports>(event: HttpEvent, { route }: Match<Ports>): unknown {
  const raw = {
    text: event.body,
    isBase64: event.isBase64Encoded,
    contentType: lowerCaseNames(event.headers)['content-type'],
  };
  if (route.accepts !== undefined)
    return readFileBody(raw, route.accepts, route.bodyLimit ?? defaultBodyLimit);
  return readBody(raw, route.body ?? noBody, route.bodyLimit);
}

export const lowerCaseNames = (headers: HttpEvent['headers']): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]): [string, string] => [name.toLowerCase(), value ?? '']),
  );
