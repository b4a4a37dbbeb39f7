import { describe, expect, it } from 'vitest';
import { runCommand } from '../../support/run-command.ts';
import { scriptedAdminApi } from '../../support/scripted-admin-api.ts';

const deliveryId = '019c1837-4000-7e55-b0d1-000000000001';
const none = { equal: 0, changed: 0, failing: 0, mended: 0, 'still-failing': 0, 'not-comparable': 0 };
const part = (fields: object) => ({
  status: 200,
  body: { deliveries: 1, counts: none, notShown: 0, items: [], cursor: null, ...fields },
});
const record = (fields: object) => ({ deliveryId, entity: 'invoice', externalId: 'i-1', ...fields });
const rehearse = (url: string, ...words: string[]) =>
  runCommand(
    'connector',
    'rehearse',
    'business-central',
    '--connection',
    'bc',
    '--url',
    url,
    '--token',
    't',
    ...words,
  );

describe('connector rehearse', () => {
  it('uploads the files of the folder, goes on by the cursor and adds the parts up', async () => {
    const api = await scriptedAdminApi(
      part({ deliveries: 50, counts: { ...none, equal: 60 }, cursor: 'c1' }),
      part({ deliveries: 10, counts: { ...none, equal: 11, 'not-comparable': 2 }, notShown: 3 }),
    );
    const { code, stdout } = await rehearse(api.url, '--last', '60', '--entity', 'invoice', '--json');

    expect(code).toBe(0);
    expect(api.asked).toMatchObject([
      {
        ...{ method: 'POST', path: '/connections/bc/rehearsals' },
        body: { last: 60, entity: 'invoice', connector: { manifest: { name: 'business-central' } } },
      },
      { body: { last: 60, entity: 'invoice', cursor: 'c1' } },
    ]);
    expect(
      Object.keys((api.asked[0]?.body as { connector: { mappings: object } }).connector.mappings),
    ).toContain('customer.jsonata');
    expect(JSON.parse(stdout)).toEqual({
      ...{ deliveries: 60, notShown: 3, items: [] },
      counts: { ...none, equal: 71, 'not-comparable': 2 },
    });
  });

  it('tells a field that changes in many records once, the worst first', async () => {
    const changed = Array.from({ length: 180 }, (_, index) =>
      record({
        ...{ externalId: `i-${index}`, number: `RE-${index}`, verdict: 'changed' },
        fields: [
          { field: 'lines[0].unitPrice', before: '10.00', after: '12.00' },
          { field: 'lines[1].unitPrice', before: '20.00', after: '22.00' },
          ...(index === 0 ? [{ field: 'dueDate', before: '2026-02-01' }] : []),
        ],
      }),
    );
    const failing = record({
      verdict: 'failing',
      problems: [{ field: 'currency', reason: 'must be three letters' }],
    });
    const named = record({ verdict: 'not-comparable', reason: 'The delivery only names the record.' });
    const counts = { ...none, changed: 180, failing: 1, 'not-comparable': 1 };
    const api = await scriptedAdminApi(part({ items: [...changed, named, failing], counts }));
    const { code, stdout } = await rehearse(api.url);

    expect(code).toBe(1);
    expect(stdout.trimEnd().split('\n')).toEqual([
      '1 delivery, 182 records: 0 equal, 180 changed, 1 failing, 1 not comparable',
      'failing: currency (1 record)',
      `  invoice i-1, delivery ${deliveryId}: must be three letters`,
      'changed: lines[].unitPrice (180 records)',
      `  invoice RE-0, delivery ${deliveryId}: "10.00" → "12.00"`,
      'changed: dueDate (1 record)',
      `  invoice RE-0, delivery ${deliveryId}: "2026-02-01" → nothing`,
      'not comparable (1 record)',
      `  invoice i-1, delivery ${deliveryId}: The delivery only names the record.`,
    ]);
  });

  it.each(['changed', 'failing', 'mended', 'still-failing'])(
    'ends with 1 when a record is %s',
    async (verdict) => {
      const api = await scriptedAdminApi(part({ counts: { ...none, [verdict]: 1 } }));
      expect((await rehearse(api.url)).code).toBe(1);
    },
  );

  it('ends with 2 without a connection, and for a connector that is not there', async () => {
    expect((await runCommand('connector', 'rehearse', 'standard')).code).toBe(2);
    expect((await runCommand('connector', 'rehearse', 'nothing', '--connection', 'bc')).code).toBe(2);
  });
});

describe('connector try on a connection', () => {
  const answer = {
    ...{ authentic: true, changes: [{ entity: 'debtor', externalId: 'd-1', change: 'updated' }] },
    requests: [{ method: 'GET', path: 'customers(1)', headers: {} }],
    records: [{ entity: 'debtor', externalId: 'd-1', change: 0, outcome: 'mapped', canonical: 0 }],
    ...{ canonical: [{ externalId: 'd-1' }], ignored: [], refused: [], forPeople: [], problems: [] },
    differences: [
      {
        ...{ entity: 'debtor', externalId: 'd-1', state: 'changed', outcome: 'applied' },
        fields: [{ field: 'name', stored: 'Muster', mapped: 'Musterbau' }],
      },
    ],
  };
  const body = 'connectors/standard/vectors/debtor-deleted.json';
  const attempt = (url: string, ...words: string[]) =>
    runCommand(
      'connector',
      'try',
      'standard',
      body,
      '--connection',
      'shop',
      '--url',
      url,
      '--token',
      't',
      ...words,
    );

  it('uploads body and files, and shows what differs from what is stored', async () => {
    const api = await scriptedAdminApi({ status: 200, body: { ...answer, authentic: null } });
    const { code, stdout } = await attempt(api.url, '--fetch');

    expect(code).toBe(0);
    expect(api.asked).toMatchObject([
      {
        path: '/connections/shop/trials',
        body: { fetch: true, bodyBase64: expect.any(String), connector: { manifest: { name: 'standard' } } },
      },
    ]);
    expect(stdout.split('\n')).toEqual(
      expect.arrayContaining([
        'change: debtor d-1 updated',
        'request: GET …/customers(1)',
        'stored: debtor d-1 changed, would be applied',
        '  name: "Muster" → "Musterbau"',
      ]),
    );
  });

  it('prints the whole answer for scripts, and ends with 1 for what is refused', async () => {
    const refused = { ...answer, authentic: false, reason: 'signature', differences: [] };
    const api = await scriptedAdminApi({ status: 200, body: refused });
    const { code, stdout } = await attempt(api.url, '--json');

    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toEqual(refused);
  });

  it.each([
    ['--fetch without a connection', ['standard', body, '--fetch']],
    ['settings of its own', ['standard', body, '--connection', 'shop', '--setting', 'a=b']],
  ])('ends with 2 for %s', async (_, words) => {
    expect((await runCommand('connector', 'try', ...words)).code).toBe(2);
  });
});
