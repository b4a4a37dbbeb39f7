import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { adminRoutes } from '../../../../functions/serve-admin-api/routes/index.ts';
import { createHttpApi } from '../../../../functions/shared/http/http-api.ts';
import { problemSchema } from '../../../../functions/shared/http/problem-document.ts';
import { openStore } from '../../../../functions/shared/store/store.ts';
import { testPorts } from '../../../support/admin-api/test-ports.ts';
import { anHttpEvent, jsonOf } from '../../../support/http/http-event.ts';
import { memoryOfRequests } from '../../../support/http/memory-of-requests.ts';
import { tablesBySdk } from '../../../support/aws/tables-by-sdk.ts';

const table = mockClient(DynamoDBClient);
beforeEach(() => void table.onAnyCommand().resolves({}));

const names = { CRM_TABLE: 'crm', CROSS_REFERENCES_TABLE: 'links', DELIVERIES_TABLE: 'deliveries' };
const api = createHttpApi(adminRoutes, {
  ports: testPorts(openStore(names, tablesBySdk(new DynamoDBClient({ region: 'eu-central-1' })))),
  memory: memoryOfRequests(),
  reportBug: (error) => {
    throw error;
  },
});

const anyText = fc.string({ unit: 'binary', maxLength: 40 });
const anyId = fc.oneof(
  anyText.map((text) => text.replaceAll('/', '')),
  fc.constantFrom(
    'acc_0001',
    'con_0001',
    'acme-bc',
    '0198f0b2-c7d4-7a1e-9b53-1c2d3e4f5a6b',
    '__proto__',
    '..',
  ),
);
const anyRoute = fc.constantFrom(...adminRoutes);
const anyQuery = fc.oneof(
  anyText,
  fc
    .array(
      fc.tuple(
        fc.constantFrom('limit', 'cursor', 'text', 'from', 'state', 'month', 'x', '__proto__'),
        anyText,
      ),
    )
    .map((pairs) =>
      new URLSearchParams(
        pairs.map(([name, value]): [string, string] => [name, value.toWellFormed()]),
      ).toString(),
    ),
);
const knownFields = fc.constantFrom(
  ...[
    'name',
    'accountId',
    'lastName',
    'into',
    'reason',
    'deliveryIds',
    'filter',
    'preview',
    'connector',
    'settings',
  ],
  ...['credentials', 'newAccount', 'address', 'tags', '__proto__', 'constructor', 'catchUp', 'cursor'],
);
const anyBody = fc.oneof(
  anyText,
  fc.json(),
  fc.dictionary(knownFields, fc.jsonValue()).map((fields) => JSON.stringify(fields)),
  fc.constant(undefined),
);
const anyHeaders = fc.dictionary(
  fc.constantFrom('content-type', 'If-Match', 'if-none-match', 'idempotency-key', 'range', 'accept-encoding'),
  fc.oneof(anyText, fc.constantFrom('application/json', '"1"', '"99.x"', '*', 'bytes=0-', 'gzip')),
);

const anyEvent = fc
  .record({
    route: anyRoute,
    id: anyId,
    query: anyQuery,
    body: anyBody,
    headers: anyHeaders,
    isBase64: fc.boolean(),
  })
  .map(({ route, id, query, body, headers, isBase64 }) => ({
    ...anHttpEvent(
      route.method,
      route.path.replace(/\{\w+\}/g, () => id),
      { query, body, headers },
    ),
    isBase64Encoded: isBase64,
  }));

describe('whatever a client sends', () => {
  it('is answered, never with an error of ours, and every refusal is a problem document', async () => {
    await fc.assert(
      fc.asyncProperty(anyEvent, async (event) => {
        const answer = await api(event);
        expect(answer.statusCode).toBeLessThan(500);
        if ((answer.statusCode ?? 0) < 400) return;
        const problem = problemSchema.parse(jsonOf(answer));
        expect(problem.status).toBe(answer.statusCode);
      }),
      { numRuns: 4_000 },
    );
  });

  it('to any path by any method is answered', async () => {
    const anyMethod = fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'TRACE', 'x');
    await fc.assert(
      fc.asyncProperty(anyMethod, fc.array(anyText, { maxLength: 5 }), async (method, parts) => {
        const answer = await api(anHttpEvent(method, `/${parts.join('/')}`));
        expect([404, 405]).toContain(answer.statusCode);
      }),
      { numRuns: 1_000 },
    );
  });
});
