import { describe, expect, it } from 'vitest';
import { erpRuntime } from '../../../../../functions/shared/ingestion/erp-runtime.ts';
import { connectionSecrets } from '../../../../../functions/shared/platform/connection-secrets.ts';
import { aConnector } from '../../../../support/erp/a-connector.ts';
import { scriptedErp } from '../../../../support/erp/scripted-erp.ts';
import { aConnection } from '../../../../support/ingestion/a-connection.ts';

const connector = aConnector({
  http: {
    authentication: { kind: 'static-header', header: 'x-key', value: '{secret.key}' },
    test: { path: '' },
  },
  secret: { key: { description: 'Key.' } },
  resources: {
    things: {
      entity: 'debtor',
      payload: 'complete',
      mapping: { kind: 'canonical' },
      fetch: { path: 'things/{id}' },
    },
  },
});
const connection = aConnection({ connector: 'test-erp' });

/** An ERP that takes only the key `valid()`, and a secret store with the key `kept()`; time stands still. */
function world(valid: () => string, kept: () => string) {
  let reads = 0;
  const getValue = () => Promise.resolve(JSON.stringify({ key: kept(), reads: String((reads += 1)) }));
  let now = 0;
  const http = scriptedErp(({ headers }) =>
    headers['x-key'] === valid() ? { body: { id: 'a' } } : { status: 401 },
  );
  const erp = erpRuntime({
    connectors: { names: () => [], get: (name) => (name === 'test-erp' ? connector : undefined) },
    secrets: connectionSecrets(getValue, () => now),
    http,
  });
  const fetch = () =>
    erp.fetch(connection, { entity: 'debtor', resource: 'things', externalId: 'a', change: 'updated' });
  return { erp, http, fetch, reads: () => reads, pass: (ms: number) => (now += ms) };
}

describe('credentials are remembered', () => {
  it('and read again at once when the ERP refuses them, but not for every request', async () => {
    let key = 'old';
    const { fetch, reads, pass } = world(
      () => key,
      () => key,
    );
    await fetch();
    key = 'new';
    pass(6_000);
    expect(await fetch()).toEqual({ id: 'a' });
    expect(reads()).toBe(2);

    const refused = world(
      () => 'another',
      () => 'wrong',
    );
    for (let time = 0; time < 5; time += 1) await expect(refused.fetch()).rejects.toThrow(/401/);
    expect(refused.reads()).toBe(1);
  });

  it('but a person who asks for a delivery again is served with those of now', async () => {
    let kept = 'old';
    const { erp, fetch, http, pass } = world(
      () => http.asked.at(-1)?.headers['x-key'] ?? '',
      () => kept,
    );
    await fetch();
    kept = 'new';
    pass(10);
    await erp.refresh(connection);
    await fetch();
    expect(http.asked.map(({ headers }) => headers['x-key'])).toEqual(['old', 'new']);
  });

  it('and nothing is read for a connector that asks nobody, or is not deployed', async () => {
    const { erp, reads } = world(
      () => '',
      () => '',
    );
    await erp.refresh(aConnection({ connector: 'of-yesterday' }));
    expect(reads()).toBe(0);
  });
});
