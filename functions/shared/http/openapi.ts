import * as z from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiResponsesObject } from 'zod-openapi';
import { documentedParameters } from './documented-parameters.ts';
import { problemMediaType, problemSchema } from './problem-document.ts';
import { problemKinds, type ProblemCode } from './problem.ts';
import { querySchema } from './read-query.ts';
import { linesMediaType, statusOf } from './render-answer.ts';
import { isPaged, type Returns, type Route } from './route.ts';

export interface ApiDescription {
  readonly title: string;
  readonly version: string;
  readonly description: string;
}

/** The OpenAPI 3.1 document of the routes: nothing in it is written down anywhere else. */
export function openApiDocument(routes: readonly Route<never>[], about: ApiDescription) {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const route of routes) {
    const operations = (paths[route.path] ??= {});
    operations[route.method.toLowerCase()] = operation(route);
  }
  return createDocument({
    openapi: '3.1.0',
    info: { ...about, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: '/' }],
    security: [{ token: [] }],
    tags: [...new Set(routes.map((route) => route.tag))].map((name) => ({ name })),
    paths,
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
  });
}

function operation(route: Route<never>): ZodOpenApiOperationObject {
  return {
    operationId: route.id,
    tags: [route.tag],
    summary: route.summary,
    description: description(route),
    ...(route.roles === 'public' && { security: [] }),
    'x-roles': route.roles === 'public' ? [] : [...route.roles],
    requestParams: requestParameters(route),
    ...(route.body && { requestBody: { required: true, content: bodyContent(route, route.body) } }),
    responses: { ...success(route.returns), ...problems(route) },
  };
}

const bodyContent = ({ accepts }: Route<never>, schema: z.ZodType) =>
  accepts === undefined ? { 'application/json': { schema } } : { [accepts]: { schema: fileSchema } };

const description = ({ description = '', roles }: Route<never>): string =>
  [description, roles === 'public' ? 'Public.' : `Roles: ${roles.join(', ')}.`].filter(Boolean).join('\n\n');

function requestParameters(route: Route<never>) {
  const headers = {
    ...(route.changesVersion && { 'If-Match': ifMatch }),
    ...(route.method === 'POST' && { 'Idempotency-Key': idempotencyKey }),
  };
  return {
    ...(route.params && { path: route.params }),
    query: documentedParameters(querySchema(route)),
    ...(Object.keys(headers).length > 0 && { header: documentedParameters(z.object(headers)) }),
  };
}

const ifMatch = z.string().meta({ description: 'The ETag of the version you change.', example: '"7"' });
const idempotencyKey = z.string().min(1).max(200).optional().meta({
  description: 'Same key, same request: done once, answered twice. Kept 24 hours.',
  example: 'a-3f1c',
});

function success(returns: Returns): ZodOpenApiResponsesObject {
  const status = String(statusOf(returns)) as '200';
  if ('nothing' in returns) return { [status]: { description: 'Done' } };
  if ('file' in returns)
    return { [status]: { description: 'The file', content: { [returns.file]: { schema: fileSchema } } } };
  if ('lines' in returns)
    return {
      [status]: { description: 'One per line', content: { [linesMediaType]: { schema: returns.lines } } },
    };
  const schema = 'page' in returns ? pageSchema(returns.page) : returns.json;
  return { [status]: { description: 'Done', content: { 'application/json': { schema } } } };
}

const fileSchema = z.string().meta({ override: { type: 'string', format: 'binary' } });

const pageSchema = (item: z.ZodType) =>
  z.object({
    items: z.array(item),
    cursor: z
      .string()
      .nullable()
      .meta({ description: 'For the next page; null on the last.', example: null }),
  });

function problems(route: Route<never>): ZodOpenApiResponsesObject {
  const byStatus = Map.groupBy(possibleProblems(route), (code) => problemKinds[code][0]);
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      String(status),
      { description: codes.join(' or '), content: { [problemMediaType]: { schema: problemSchema } } },
    ]),
  );
}

/** What may go wrong follows from what the route is: with ids, with a body, changing a version, behind the token. */
function possibleProblems(route: Route<never>): ProblemCode[] {
  return [
    'invalid-query',
    ...when(route.roles !== 'public', 'unauthenticated', 'role-missing'),
    ...when(route.params, 'not-found'),
    ...when(isPaged(route.returns), 'invalid-cursor'),
    ...when(route.body, 'malformed-request', 'too-large', 'unsupported-media-type', 'invalid-body'),
    ...when(route.changesVersion, 'version-missing', 'version-stale'),
    ...when(route.method === 'POST', 'conflict', 'request-in-progress', 'idempotency-key-reused'),
  ];
}

const when = (condition: unknown, ...codes: ProblemCode[]): ProblemCode[] => (condition ? codes : []);
