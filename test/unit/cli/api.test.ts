import { describe, expect, it } from 'vitest';
import { runCommand } from '../../support/run-command.ts';
import { scriptedAdminApi } from '../../support/scripted-admin-api.ts';

const run = (url: string, ...args: string[]) => runCommand('api', ...args, '--url', url, '--token', 't');

describe('api', () => {
  it('reads, and prints the whole answer or one field of it', async () => {
    const answer = { status: 200, body: { items: [{ name: 'Muster' }] } };
    const api = await scriptedAdminApi(answer, answer);

    expect(JSON.parse((await run(api.url, 'GET', '/accounts?limit=1')).stdout)).toEqual(answer.body);
    expect((await run(api.url, 'GET', '/accounts?limit=1', '--pick', 'items.0.name')).stdout).toBe(
      'Muster\n',
    );
    expect(api.asked).toHaveLength(2);
  });

  it('acts on the version that is there now', async () => {
    const api = await scriptedAdminApi(
      { status: 200, body: {}, etag: '"3"' },
      { status: 200, body: { state: 'sent' } },
    );

    const { stdout } = await run(api.url, 'POST', '/quotes/quo_1/send', '--pick', 'state');

    expect(stdout).toBe('sent\n');
    expect(api.asked).toMatchObject([
      { method: 'GET', path: '/quotes/quo_1' },
      { method: 'POST', path: '/quotes/quo_1/send', ifMatch: '"3"' },
    ]);
  });

  it('acts on the version it is told', async () => {
    const api = await scriptedAdminApi({ status: 200, body: {} });
    await run(api.url, 'PATCH', '/accounts/acc_1', '{"name":"Neu"}', '--if-match', '"7"');

    expect(api.asked).toMatchObject([{ method: 'PATCH', body: { name: 'Neu' }, ifMatch: '"7"' }]);
  });

  it('creates without looking first', async () => {
    const api = await scriptedAdminApi({ status: 201, body: { accountId: 'acc_1' } });
    const { stdout } = await run(api.url, 'POST', '/accounts', '{"name":"Neu"}', '--pick', 'accountId');

    expect(stdout).toBe('acc_1\n');
    expect(api.asked).toMatchObject([{ method: 'POST', path: '/accounts' }]);
  });

  it('tells a refusal in the words of the API', async () => {
    const api = await scriptedAdminApi({
      status: 422,
      body: { title: 'No', errors: [{ field: 'name', reason: 'is missing' }] },
    });
    const { code, stderr } = await run(api.url, 'POST', '/accounts', '{}');

    expect(code).toBe(1);
    expect(stderr).toContain('name: is missing');
  });

  it.each([
    [['POST', '/accounts', '{"name"'], 2, 'no JSON'],
    [['FETCH', '/accounts'], 2, 'GET'],
  ])('%j is a wrong way to call it', async (args, code, words) => {
    const api = await scriptedAdminApi();
    const answer = await run(api.url, ...args);

    expect(answer.code).toBe(code);
    expect(answer.stderr).toContain(words);
    expect(api.asked).toEqual([]);
  });
});
