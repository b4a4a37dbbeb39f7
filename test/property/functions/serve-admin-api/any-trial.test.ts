import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import fc from 'fast-check';
import { beforeEach, expect, it } from 'vitest';
import { entitySchema } from '../../../../domain/canonical/change.ts';
import { tryBody } from '../../../../functions/serve-admin-api/trials/try-body.ts';
import {
  trialAnswerSchema,
  trialRequestSchema,
} from '../../../../functions/serve-admin-api/views/trial-view.ts';
import { loadConnectors } from '../../../../functions/shared/erp/connectors.ts';
import { HttpProblem } from '../../../../functions/shared/http/problem.ts';
import { openStore } from '../../../../functions/shared/store/store.ts';
import { trialPorts } from '../../../support/admin-api/trial-ports.ts';
import { tablesBySdk } from '../../../support/aws/tables-by-sdk.ts';
import { scriptedErp } from '../../../support/erp/scripted-erp.ts';
import { aConnection } from '../../../support/ingestion/a-connection.ts';

const table = mockClient(DynamoDBClient);
beforeEach(() => void table.onAnyCommand().resolves({}));

const names = { CRM_TABLE: 'crm', CROSS_REFERENCES_TABLE: 'links', DELIVERIES_TABLE: 'deliveries' };
const store = openStore(names, tablesBySdk(new DynamoDBClient({ region: 'eu-central-1' })));
const shipped = loadConnectors('connectors');

const anyName = fc.constantFrom(
  ...[
    'type',
    'data',
    'id',
    'value',
    'name',
    'doctype',
    'event',
    'doc',
    'model',
    '_model',
    'resource',
    'lines',
    'changeType',
  ],
);
const anyLeaf = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }).map((text) => text.toWellFormed()),
  fc.constantFrom(
    'debtor.updated',
    'updated',
    'on_update',
    'Customer',
    'res.partner',
    '42',
    'd-1',
    '__proto__',
  ),
  fc.constantFrom(null, true, 42, -0.5),
);
const anyJson = fc.letrec((tie) => ({
  node: fc.oneof(
    { depthSize: 'small' },
    anyLeaf,
    fc.array(tie('node'), { maxLength: 3 }),
    fc.dictionary(anyName, tie('node'), { maxKeys: 5 }),
  ),
})).node;
const anyBody = fc.oneof(
  fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)),
  anyJson.map((json) => Buffer.from(JSON.stringify(json))),
);

it('a trial of whatever body ends with an answer that keeps its promise, or a problem for the client', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...shipped.names()),
      anyBody,
      fc.record({
        as: fc.constantFrom(undefined, ...entitySchema.options),
        headers: fc.constantFrom(undefined, {}),
        fetch: fc.boolean(),
        connector: fc.constantFrom(undefined, {
          mappings: { 'customer.jsonata': 'nothing.here', 'partner.jsonata': '{}' },
        }),
      }),
      async (connector, body, given) => {
        const bodyBase64 = body.toString('base64');
        const request = trialRequestSchema.parse(JSON.parse(JSON.stringify({ ...given, bodyBase64 })));
        const ports = trialPorts(store, { erp: scriptedErp(() => ({ status: 503 })) });
        const answer = await tryBody(ports, aConnection({ connector }), request).catch((error: unknown) => {
          if (error instanceof HttpProblem && error.status < 500) return undefined;
          throw error;
        });
        const text = JSON.stringify(answer ?? null);
        if (answer) expect(trialAnswerSchema.parse(JSON.parse(text))).toEqual(JSON.parse(text));
        expect(text).not.toContain('is none of ours');
      },
    ),
    { numRuns: 1_000 },
  );
});
