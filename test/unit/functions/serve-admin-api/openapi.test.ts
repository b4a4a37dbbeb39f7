import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { adminRoutes } from '../../../../functions/serve-admin-api/routes/index.ts';
import { openApiDocument } from '../../../../functions/shared/http/openapi.ts';
import { querySchema } from '../../../../functions/shared/http/read-query.ts';

const about = { title: 'Admin API', version: '1', description: 'Test' };
// Through JSON, as clients read it.
const document = JSON.parse(JSON.stringify(openApiDocument(adminRoutes, about))) as {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
};

interface Schema {
  example?: unknown;
  [name: string]: unknown;
}
interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  schema: Schema;
}
interface Operation {
  operationId: string;
  summary: string;
  tags: string[];
  parameters?: Parameter[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, { description: string; content?: Record<string, { schema: Schema }> }>;
  security?: unknown[];
  'x-roles': string[];
}

const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
);

describe('the document and the routes', () => {
  it('have the same operations', () => {
    const routed = adminRoutes.map(({ id, method, path }) => `${method} ${path} ${id}`);
    const documented = operations.map(
      ({ method, path, operation }) => `${method} ${path} ${operation.operationId}`,
    );
    expect(documented.toSorted()).toEqual(routed.toSorted());
  });

  it('name each operation once', () => {
    expect(new Set(adminRoutes.map(({ id }) => id)).size).toBe(adminRoutes.length);
  });

  it.each(adminRoutes)('$id declares a parameter for each part of its path', (route) => {
    const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    expect(Object.keys(route.params?.shape ?? {})).toEqual(inPath);
  });

  it.each(adminRoutes)('$id documents its query parameters and no others', (route) => {
    const found = operations.find(({ operation }) => operation.operationId === route.id)?.operation;
    const names = (found?.parameters ?? []).filter((each) => each.in === 'query').map(({ name }) => name);
    expect(names).toEqual(Object.keys(querySchema(route as never).shape));
  });
});

describe('the document', () => {
  it('is OpenAPI 3.1', () => expect(document.openapi).toMatch(/^3\.1\.\d+$/));

  it('resolves every reference', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(
      ([, pointer]) => pointer ?? '',
    );
    expect(references.length).toBeGreaterThan(20);
    const missing = references.filter((pointer) => resolve(pointer) === undefined);
    expect(missing).toEqual([]);
  });

  it.each(operations)(
    '$method $path has a summary, a tag, a good answer and its problems',
    ({ operation }) => {
      expect(operation.summary).not.toBe('');
      expect(operation.tags).toHaveLength(1);
      const statuses = Object.keys(operation.responses);
      expect(statuses.filter((status) => status.startsWith('2'))).toHaveLength(1);
      expect(statuses.some((status) => status.startsWith('4'))).toBe(true);
    },
  );

  it.each(operations)('$method $path marks every path parameter as required', ({ path, operation }) => {
    const inPath = (operation.parameters ?? []).filter((each) => each.in === 'path');
    expect(inPath.map(({ name }) => `{${name}}`)).toEqual(path.match(/\{\w+\}/g) ?? []);
    expect(inPath.every(({ required }) => required)).toBe(true);
  });

  it.each(operations.filter(({ operation }) => operation.requestBody?.content['application/json']))(
    '$method $path has an example of its body',
    ({ operation }) => {
      const schema = operation.requestBody?.content['application/json']?.schema ?? {};
      expect(exampleOf(schema)).toBeDefined();
    },
  );

  it.each(Object.keys(document.components.schemas).filter((name) => !wrappers.has(name)))(
    'the schema %s has an example',
    (name) => expect(document.components.schemas[name]?.example).toBeDefined(),
  );
});

describe('examples', () => {
  it('of parameters that may be left out are told in words: the page would send them', () => {
    const optional = operations.flatMap(({ operation }) =>
      (operation.parameters ?? []).filter(({ required, schema }) => !required && !('default' in schema)),
    );
    expect(optional.length).toBeGreaterThan(40);
    expect(optional.filter(({ schema }) => 'example' in schema)).toEqual([]);
    expect(optional.find(({ name }) => name === 'Idempotency-Key')?.schema['description']).toMatch(
      /Such as /,
    );
  });

  const described = adminRoutes.flatMap(({ id, body, returns }) => [
    ...(body ? [{ what: `body of ${id}`, schema: body }] : []),
    ...('json' in returns ? [{ what: `answer of ${id}`, schema: returns.json }] : []),
    ...('page' in returns ? [{ what: `item of ${id}`, schema: returns.page }] : []),
  ]);

  it.each(described)('the $what fits its own schema', ({ schema }) => {
    const example = z.globalRegistry.get(schema)?.example;
    if (example !== undefined) expect(() => schema.parse(example)).not.toThrow();
  });
});

/** Lists around schemas that have their own examples. */
const wrappers = new Set([
  'Connectors',
  'SeriesGaps',
  'MonthTotals',
  'Attempts',
  'DeliveryResult',
  'ConnectionDetail',
  'Problem',
]);

function resolve(pointer: string): unknown {
  const parts = pointer.replace(/^#\//, '').split('/');
  return parts.reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], document);
}

function exampleOf(schema: Schema): unknown {
  if (schema.example !== undefined) return schema.example;
  return typeof schema.$ref === 'string' ? (resolve(schema.$ref) as Schema | undefined)?.example : undefined;
}
