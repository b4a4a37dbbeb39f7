import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { erpOrderSchema } from '../../../../../../domain/hand-over/erp-order.ts';
import { tryHandOver } from '../../../../../../functions/shared/erp/trial/try-hand-over.ts';
import { shippedConnector, aConnector } from '../../../../../support/erp/a-connector.ts';
import {
  anOutbound,
  anOutboundConnector,
  byReference,
} from '../../../../../support/erp/outbound/an-outbound-connector.ts';
import { aDebtorOrder, anErpOrder } from '../../../../../support/erp/outbound/hand-over-samples.ts';

describe('a hand-over that goes well', () => {
  it('shows the look-up, then every step', async () => {
    const outbound = anOutbound({
      order: {
        ...anOutbound().order,
        find: [byReference],
        create: {
          mapping: { file: 'order.jsonata', lines: { file: 'order-line.jsonata', into: 'rows' } },
          steps: [
            { kind: 'create', path: 'orders', match: [{ path: 'ref', value: 'reference' }] },
            { kind: 'action', path: 'orders/{id}/submit' },
          ],
        },
      },
    });
    const trial = await tryHandOver(anOutboundConnector({ outbound }), { order: anErpOrder() }, {});

    expect(trial.problems).toEqual([]);
    expect(trial.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET orders?ref=OS-ORDER',
      'POST orders',
      expect.stringMatching(/^POST orders\/[\w-]+\/submit$/),
    ]);
  });

  it.each([
    ['business-central', 2],
    ['erpnext', 3],
    ['standard', 2],
  ])('of %s is shown for debtors too', async (name, lookUps) => {
    const settings = { tokenUrl: 'https://login.example/t', timeZone: 'Europe/Vienna' };
    const meta = { settings, externalCompany: 'c' };
    const { requests, problems } = await tryHandOver(
      shippedConnector(name),
      { debtor: aDebtorOrder() },
      meta,
    );

    expect([problems, requests.map(({ method }) => method)]).toEqual([
      [],
      [...Array<string>(lookUps).fill('GET'), 'POST'],
    ]);
  });
});

it('what stops it is a problem, with what was asked so far', async () => {
  const { problems, requests } = await tryHandOver(
    anOutboundConnector({ sources: { 'order.jsonata': '$error("no such currency")' } }),
    { order: anErpOrder() },
    {},
  );

  expect(problems).toEqual([{ field: 'create', reason: 'no such currency' }]);
  expect(requests).toHaveLength(1);
});

it('a connector that only receives is refused', async () => {
  await expect(tryHandOver(aConnector(), { order: anErpOrder() }, {})).rejects.toThrow(/hands nothing over/);
});

it('secrets are shown by their names, whatever was given for them', async () => {
  const body = JSON.parse(readFileSync('connectors/odoo/vectors/order-created.outbound.json', 'utf8')) as {
    trial: { order: unknown };
    meta: { settings: Record<string, string>; externalCompany?: string };
  };
  const order = erpOrderSchema.parse(body.trial.order);
  const secrets = { apiKey: 'a-key-of-somebody', hookKey: 'another-key-of-somebody' };
  const { requests } = await tryHandOver(shippedConnector('odoo'), { order }, { ...body.meta, secrets });

  expect(requests.length).toBeGreaterThan(1);
  for (const { headers } of requests) expect(headers['authorization']).toBe('bearer {secret.apiKey}');
  expect(JSON.stringify(requests)).not.toContain('of-somebody');
});
