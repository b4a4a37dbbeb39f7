import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { tryBody } from '../../../../functions/serve-admin-api/trials/try-body.ts';
import { trialRequestSchema } from '../../../../functions/serve-admin-api/views/trial-view.ts';
import { loadConnectors } from '../../../../functions/shared/erp/connectors.ts';
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
const vectorSchema = z.looseObject({
  bodyFile: z.string().optional(),
  body: z.unknown().optional(),
  as: z.string().optional(),
  resource: z.string().optional(),
  meta: z.looseObject({ externalCompany: z.string().optional() }).optional(),
});

/** The bodies of a connector's own vectors. */
function bodiesOf(name: string) {
  const folder = join('connectors', name, 'vectors');
  const files = readdirSync(folder).filter((file) => file.endsWith('.vector.json'));
  return files.map((file) => {
    const { bodyFile, body, as, resource, meta } = vectorSchema.parse(
      JSON.parse(readFileSync(join(folder, file), 'utf8')),
    );
    const text =
      bodyFile === undefined ? JSON.stringify(body ?? '') : readFileSync(join(folder, bodyFile), 'utf8');
    return { body: text, as, resource, externalCompany: meta?.externalCompany };
  });
}

/** No word of a body or a manifest. */
const anySecret = fc
  .string({
    unit: fc.constantFrom(...'ABCDEFGHKLMNPQRSTUVWXYZ23456789+/=%&" '),
    minLength: 16,
    maxLength: 40,
  })
  .map((text) => `Zq7${text}`);

const settings = { localCurrency: 'EUR', timeZone: 'Europe/Vienna', tenantId: 'acme', database: 'acme' };

describe.each(shipped.names())('what a trial of %s shows', (name) => {
  const connector = shipped.get(name);
  const members = Object.keys(connector?.manifest.secret ?? {});
  const bodies = bodiesOf(name);

  it('never holds a secret, whatever the body repeats and the ERP answers', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(...members.map(() => anySecret)),
        fc.constantFrom(...bodies),
        fc.record({ headers: fc.constantFrom(undefined, {}), fetch: fc.boolean(), repeated: fc.boolean() }),
        async (values, { externalCompany, ...given }, { repeated, ...how }) => {
          const secrets = Object.fromEntries(members.map((member, index) => [member, values[index] ?? '']));
          const erp = scriptedErp(() => ({
            status: 403,
            body: { error: { message: `Refused ${values.join()}` }, access_token: 'a-token-of-the-erp' },
          }));
          const body = repeated
            ? given.body.replace(/"([A-Z][a-z]+)"/, () => JSON.stringify(values[0] ?? ''))
            : given.body;
          const request = trialRequestSchema.parse(JSON.parse(JSON.stringify({ ...given, ...how, body })));
          const connection = aConnection({ connector: name, settings, externalCompany });

          const shown = await tryBody(trialPorts(store, { secrets, erp }), connection, request);

          const text = JSON.stringify(shown);
          for (const value of values) {
            expect(text).not.toContain(JSON.stringify(value).slice(1, -1));
            expect(text).not.toContain(encodeURIComponent(value));
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  it('names them in the requests instead', async () => {
    const requests = [];
    for (const { externalCompany, ...given } of bodies.filter(({ as }) => as === undefined)) {
      const request = trialRequestSchema.parse(JSON.parse(JSON.stringify(given)));
      const connection = aConnection({ connector: name, settings, externalCompany });
      requests.push(...(await tryBody(trialPorts(store), connection, request)).requests);
    }
    const proofs = requests.map(({ headers }) => headers['authorization'] ?? '');
    for (const proof of proofs) expect(proof).toMatch(/\{(secret\.\w+|token)\}/);
    expect(requests.length > 0).toBe(name !== 'standard');
  });
});
