import { describe, expect, it } from 'vitest';
import { runCommand } from '../../support/run-command.ts';
import { scriptedAdminApi } from '../../support/scripted-admin-api.ts';

const refusal = { deliveryId: '019c1837-4000-7e55-b0d1-000000000001', reason: 'The connection is paused.' };
const page = (done: number, more: object = {}) => ({
  status: 200,
  body: { done, byCause: { paused: done }, refused: [], cursor: null, ...more },
});

describe.each(['release', 'discard'])('parked %s', (verb) => {
  const reason = verb === 'discard' ? ['--reason', 'Test data.'] : [];
  const run = (url: string, ...args: string[]) =>
    runCommand('parked', verb, ...reason, '--url', url, '--token', 't', ...args);
  const wanted = verb === 'discard' ? { reason: 'Test data.' } : {};

  it('goes on by the cursor to the last page, over one that did nothing, and sums up', async () => {
    const api = await scriptedAdminApi(
      page(2, { cursor: 'c1' }),
      page(0, { byCause: {}, cursor: 'c2' }),
      page(1),
    );
    const { code, stdout } = await run(api.url, '--connection', 'bc', '--cause', 'paused', '--json');
    expect(code).toBe(0);
    expect(api.asked).toEqual(
      [{}, { cursor: 'c1' }, { cursor: 'c2' }].map((cursor) => ({
        ...{ method: 'POST', path: `/parked/${verb}`, token: 't' },
        body: { filter: { connection: 'bc', cause: 'paused' }, preview: false, ...wanted, ...cursor },
      })),
    );
    expect(JSON.parse(stdout)).toEqual({ done: 3, byCause: { paused: 3 }, refused: [] });
  });

  it('says in a preview what would happen', async () => {
    const api = await scriptedAdminApi(page(2, { byCause: { paused: 1, mapping: 1 } }));
    const { code, stdout } = await run(api.url, '--all', '--preview');
    expect(code).toBe(0);
    expect(stdout).toBe(`would be ${verb}${verb === 'release' ? 'd' : 'ed'}: 2 (paused 1, mapping 1)\n`);
    expect(api.asked[0]?.body).toMatchObject({ filter: {}, preview: true });
  });

  it('ends with 1 where some stay parked, and says which and why', async () => {
    const api = await scriptedAdminApi(page(1, { refused: [refusal] }));
    const { code, stdout } = await run(api.url, '--before', '2026-02-01');
    expect(code).toBe(1);
    expect(stdout).toContain(`${refusal.deliveryId}  ${refusal.reason}`);
    expect(api.asked[0]?.body).toMatchObject({ filter: { receivedBefore: '2026-02-01' } });
  });
});

it('parked list shows a page of what waits', async () => {
  const delivery = {
    ...{ deliveryId: refusal.deliveryId, connectionId: 'bc', receivedAt: '2026-01-31T09:30:00.000Z' },
    ...{ state: 'parked', reason: 'The connection is paused.', changes: [{ entity: 'debtor' }] },
  };
  const api = await scriptedAdminApi({ status: 200, body: { items: [delivery], cursor: 'c1' } });
  const { code, stdout } = await runCommand(
    ...['parked', 'list', '--entity', 'debtor', '--limit', '1', '--url', api.url, '--token', 't'],
  );
  expect(code).toBe(0);
  expect(api.asked).toMatchObject([{ method: 'GET', path: '/parked?entity=debtor&limit=1' }]);
  expect(stdout).toContain('The connection is paused.\nmore: --cursor c1\n');
});
