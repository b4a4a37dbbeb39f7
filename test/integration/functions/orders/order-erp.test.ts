import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import type { Connection } from '../../../../domain/records/connection.ts';
import { orderErp } from '../../../../functions/shared/orders/order-erp.ts';
import { processBudgets } from '../../../../functions/shared/budgets/process-budgets.ts';
import { budgetItem, erpBudget } from '../../../../functions/shared/store/erp-budget.ts';
import { startSecretsManager } from '../../../../local/cloud/secrets-manager/index.ts';
import { aStore, type RunningStore } from '../../../support/admin-api/a-store.ts';
import { aConnection } from '../../../support/ingestion/a-connection.ts';

let running: RunningStore;
beforeAll(async () => void (running = await aStore()));
afterAll(() => running.close());

/** An ERP that knows no order, and does something while it is asked. */
async function anErp(onAsked: () => Promise<void>): Promise<string> {
  const server = createServer((_, response) => {
    void onAsked().then(() => response.writeHead(200, { 'content-type': 'application/json' }).end('{}'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function keepSecret({ secretName }: Connection): Promise<void> {
  const service = await startSecretsManager({});
  onTestFinished(() => service.close());
  const credentials = { accessKeyId: 'x', secretAccessKey: 'x' };
  const client = new SecretsManagerClient({
    ...{ endpoint: service.endpoint, region: 'eu-central-1', credentials },
  });
  const key = `whsec_${Buffer.from('a key of our own').toString('base64')}`;
  const SecretString = JSON.stringify({ signingSecrets: [key], orderSigningSecrets: [key] });
  await client.send(new CreateSecretCommand({ Name: secretName, SecretString }));
  vi.stubEnv('AWS_ENDPOINT_URL_SECRETS_MANAGER', service.endpoint);
  vi.stubEnv('AWS_REGION', 'eu-central-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'x');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'x');
  onTestFinished(() => void vi.unstubAllEnvs());
}

it('asks an ERP with a share of the budget that all functions have of it, and gives it back', async () => {
  const wanted = {
    limits: { concurrency: 1 },
    purpose: 'read',
    slots: 1,
    requests: 1,
    forMs: 1_000,
  } as const;
  const meanwhile: boolean[] = [];
  const clock = { now: Date.now, sleep: () => Promise.resolve(), chance: () => 0 };
  const host = await anErp(async () => void meanwhile.push((await share()).granted));
  const connection = aConnection({ baseUrl: `http://${host}` });
  const share = () => erpBudget(budgetItem(running.store, connection.secretName), clock).take(wanted);
  await keepSecret(connection);

  const budgets = processBudgets(running.store, { purpose: 'write' });
  const writer = await orderErp({ ERP_HTTP_HOSTS: [host] }, running.store, budgets).writers.of(connection);
  await writer?.findOrder('OS-1').catch(() => undefined);
  await budgets.settle();

  expect(meanwhile[0]).toBe(false);
  expect((await share()).granted).toBe(true);
});

it('has no writer where the connector only reads or the connection has no address', async () => {
  const { writers } = orderErp(
    { ERP_HTTP_HOSTS: [] },
    running.store,
    processBudgets(running.store, { purpose: 'write' }),
  );

  expect(await writers.of(aConnection({ connector: 'unknown' }))).toBeUndefined();
  expect(await writers.of(aConnection({ baseUrl: undefined }))).toBeUndefined();
});
