import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { handler as deployedHandler } from '../../../../functions/serve-admin-api/handler.ts';
import type { HttpEvent } from '../../../../functions/shared/http/read-request.ts';
import { aStore, type RunningStore } from '../../../support/admin-api/a-store.ts';
import { jsonOf } from '../../../support/http/http-event.ts';

type Handler = typeof deployedHandler;

let running: RunningStore;
let handler: Handler;

/** The function as it is deployed: everything it knows comes from its environment. */
beforeAll(async () => {
  running = await aStore();
  const queue = (name: string) => `http://127.0.0.1:1/000000000000/${name}`;
  const environment = {
    ...{ AWS_REGION: 'eu-central-1', AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' },
    ...{ CRM_TABLE: 'crm', CROSS_REFERENCES_TABLE: 'cross-references', DELIVERIES_TABLE: 'deliveries' },
    ...{
      DEBTORS_QUEUE_URL: queue('debtors'),
      PRODUCTS_QUEUE_URL: queue('products'),
      INVOICES_QUEUE_URL: queue('invoices'),
      ORDERS_QUEUE_URL: queue('orders'),
    },
    ...{ ARCHIVE_BUCKET: 'archive', DEAD_LETTER_QUEUE_URLS: '', EVENT_BUS_NAME: 'bus' },
    ...{ WEBHOOK_BASE_URL: 'https://hooks.test', CATCH_UP_STATE_MACHINE_ARN: 'arn:machine' },
    COMPARISON_STATE_MACHINE_ARN: 'arn:other-machine',
    FIRST_LOAD_STATE_MACHINE_ARN: 'arn:load-machine',
    ...{ LEDGER_TABLE: 'ledger', DOCUMENTS_BUCKET: 'documents', RENDER_DOCUMENT_FUNCTION: 'render' },
    TRY_MAPPING_FUNCTION: 'try-mapping',
    ...{ HAND_OVER_STATE_MACHINE_ARN: 'arn:hand-over', TIME_ZONE: 'Europe/Vienna' },
    AWS_ENDPOINT_URL_DYNAMODB: running.endpoint,
    POWERTOOLS_LOG_LEVEL: 'SILENT',
  };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  ({ handler } = await import('../../../../functions/serve-admin-api/handler.ts'));
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await running.close();
});

const sample = async (name: string) =>
  JSON.parse(await readFile(`events/admin/${name}.json`, 'utf8')) as HttpEvent;
const invoke = async (name: string) => handler(await sample(name), {} as Parameters<Handler>[1]);

describe('the sample event', () => {
  it.each([
    ['list-accounts', 200, undefined],
    ['search-parked-deliveries', 200, undefined],
    ['broken-misspelt-field', 422, 'invalid-body'],
    ['broken-body', 400, 'malformed-request'],
    ['broken-token-without-company', 403, 'company-missing'],
  ])('%s is answered %i', async (name, status, code) => {
    const answer = await invoke(name);
    expect(answer.statusCode).toBe(status);
    expect((jsonOf(answer) as { code?: string }).code).toBe(code);
  });
});
