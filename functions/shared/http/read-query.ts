import * as z from 'zod';
import { openCursor } from './cursor.ts';
import { fieldProblems } from '../../../domain/text/field-problems.ts';
import { HttpProblem } from './problem.ts';
import { isPaged, type Route } from './route.ts';

const pageParameters = {
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(200)
    .default(50)
    .meta({ description: 'Items per page.', example: 50 }),
  cursor: z.string().max(4_000).optional().meta({
    description: 'From the answer before, with the same filters. Opaque: there is nothing in it to build on.',
  }),
};

/** The query parameters a route knows: its own filters, and those of paging where it returns a page. */
export function querySchema(route: Route<never>): z.ZodObject {
  const filters = route.query?.shape ?? {};
  return z.strictObject(isPaged(route.returns) ? { ...filters, ...pageParameters } : filters);
}

export function readQuery(schema: z.ZodObject, rawQueryString: string): Record<string, unknown> {
  const result = schema.safeParse(parameters(rawQueryString));
  if (result.success) return result.data;
  throw new HttpProblem('invalid-query', 'See errors for each parameter and what is wrong with it.', {
    errors: fieldProblems(result.error, schema),
  });
}

function parameters(rawQueryString: string): Record<string, string> {
  const found = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(rawQueryString)) {
    if (found.has(name)) throw repeated(name);
    found.set(name, value);
  }
  return Object.fromEntries(found);
}

const repeated = (name: string) =>
  new HttpProblem('invalid-query', 'A parameter may be given once.', {
    errors: [{ field: name.slice(0, 100), reason: 'given more than once' }],
  });

/** What a cursor is bound to: the company, the route with its ids, and every filter but the page size. */
export function cursorBinding(company: string, path: string, query: Record<string, unknown>): string {
  const filters = Object.entries(query).filter(([name]) => name !== 'cursor' && name !== 'limit');
  return JSON.stringify([company, path, filters.sort(([left], [right]) => (left < right ? -1 : 1))]);
}

export interface PageRequest {
  readonly limit: number;
  readonly cursor?: string;
}

export function readPage(query: Record<string, unknown>, binding: string): PageRequest {
  const limit = typeof query.limit === 'number' ? query.limit : 1;
  if (typeof query.cursor !== 'string') return { limit };
  return { limit, cursor: openCursor(query.cursor, binding) };
}
