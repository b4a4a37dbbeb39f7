import { describe, expect, it } from 'vitest';
import { runCommand } from '../../support/run-command.ts';
import { scriptedAdminApi } from '../../support/scripted-admin-api.ts';

const id = (n: number) => `019c1837-4000-7e55-b0d1-${n.toString(16).padStart(12, '0')}`;
const outcomes = (from: number, count: number, outcome = 'queued') =>
  Array.from({ length: count }, (_, n) => ({ deliveryId: id(from + n), outcome }));
const page = (items: unknown[], cursor: string | null = null) => ({ status: 200, body: { items, cursor } });

describe('replay', () => {
  it('lets the Admin API choose by filter, and goes on by its cursor over an empty page', async () => {
    const api = await scriptedAdminApi(page(outcomes(1, 2), 'c1'), page([], 'c2'), page(outcomes(3, 1)));
    const { code, stdout } = await runCommand(
      ...['replay', '--url', api.url, '--token', 't', '--state', 'parked', '--connection', 'bc', '--json'],
    );
    const filter = { state: 'parked', connection: 'bc' };
    expect(code).toBe(0);
    expect(api.asked).toEqual(
      [{}, { cursor: 'c1' }, { cursor: 'c2' }].map((cursor) => ({
        ...{ method: 'POST', path: '/deliveries/replay', token: 't' },
        body: { filter, preview: false, limit: 50, ...cursor },
      })),
    );
    expect(JSON.parse(stdout)).toEqual({ items: outcomes(1, 3) });
  });

  it('stops at the limit', async () => {
    const api = await scriptedAdminApi(page(outcomes(1, 50), 'c1'), page(outcomes(51, 10), 'c2'));
    const { code } = await runCommand(
      ...['replay', '--url', api.url, '--token', 't', '--state', 'parked', '--limit', '60', '--preview'],
    );
    expect(code).toBe(0);
    expect(api.asked.map(({ body }) => body)).toMatchObject([
      { limit: 50, preview: true },
      { limit: 10, preview: true },
    ]);
  });

  it('sends named deliveries fifty at a time', async () => {
    const api = await scriptedAdminApi(page(outcomes(1, 50)), page(outcomes(51, 1)));
    const ids = outcomes(1, 51).map(({ deliveryId }) => deliveryId);
    const { code, stdout } = await runCommand('replay', ...ids, '--url', api.url, '--token', 't');
    expect(code).toBe(0);
    expect(api.asked.map(({ body }) => body)).toEqual([
      { deliveryIds: ids.slice(0, 50), preview: false },
      { deliveryIds: ids.slice(50), preview: false },
    ]);
    expect(stdout.split('\n')).toHaveLength(53);
  });

  it.each(['refused', 'unknown'])('ends with 1 when one delivery is %s', async (outcome) => {
    const api = await scriptedAdminApi(page([...outcomes(1, 1), ...outcomes(2, 1, outcome)]));
    const { code, stdout } = await runCommand('replay', id(1), id(2), '--url', api.url, '--token', 't');
    expect(code).toBe(1);
    expect(stdout).toContain(`${id(2)}  ${outcome}`);
  });
});

describe('what the Admin API refuses is said in its words', () => {
  const problem = { title: 'Invalid request', detail: 'See errors for each field.' };
  it.each([
    [422, { ...problem, errors: [{ field: 'from', reason: 'is no day' }] }, 'with 422: from: is no day\n'],
    [409, { title: 'Conflict', detail: 'It is on its way.' }, 'with 409: It is on its way.\n'],
    [401, { message: 'Unauthorized' }, 'with 401: the token is not valid here or has expired.\n'],
    [502, '<html>', 'with 502: without an explanation.\n'],
  ])('%i', async (status, body, words) => {
    const api = await scriptedAdminApi({ status, body });
    const { code, stderr } = await runCommand('deliveries', '--url', api.url, '--token', 't');
    expect(code).toBe(1);
    expect(stderr).toBe(`error: The Admin API refused GET /deliveries ${words}`);
  });

  it('an address where nothing listens', async () => {
    const { code, stderr } = await runCommand('deliveries', '--url', 'http://127.0.0.1:1', '--token', 't');
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: 'error: The Admin API at http://127.0.0.1:1 does not answer.\n',
    });
  });

  it('an address in AWS needs a token', async () => {
    const { code, stderr } = await runCommand('deliveries', '--url', 'https://admin.example');
    expect(code).toBe(1);
    expect(stderr).toContain('pass --token or set ORDERSEAM_TOKEN');
  });
});
