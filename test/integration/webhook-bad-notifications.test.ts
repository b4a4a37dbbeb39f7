import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RawRequest } from '../../functions/shared/erp/types.ts';
import { FootprintTaker, nothingLeft } from '../support/running-app/footprint.ts';
import { entry, notification, notificationOf, NotifyingErp } from '../support/running-app/notifying-erp.ts';
import { RunningApp } from '../support/running-app/running-app.ts';
import { nested } from '../support/webhooks/bodies.ts';

/** An ERP that ends its subscription on most refusals: it is told to come later, and each entry proves itself. */
let app: RunningApp;
let erp: NotifyingErp;
let footprint: FootprintTaker;

beforeAll(async () => {
  [app, erp] = await Promise.all([RunningApp.start(), NotifyingErp.start()]);
  await app.connect(erp.connection('bc'));
  footprint = new FootprintTaker(app);
}, 120_000);

afterAll(async () => {
  footprint.close();
  await app.stop();
  await erp.close();
});

const sends = (request: RawRequest) => footprint.leftBy(() => app.post(request));
const good = entry('customers');
const guessed = entry('salesInvoices', { clientState: 'a-client-state-somebody-guessed' });
const text = JSON.stringify({ value: [good] });

describe('what does not prove itself is put off and leaves nothing (W5)', () => {
  it.each<[string, string]>([
    ['of no bytes', ''],
    ['cut off', text.slice(0, -3)],
    ['with a byte too much', `${text}}`],
    ['without entries', '{"value":[]}'],
    ['that is a list', `[${JSON.stringify(good)}]`],
    ['that is null', 'null'],
    ['whose every entry has a wrong clientState', JSON.stringify({ value: [guessed, guessed] })],
    ['without clientState', JSON.stringify({ value: [entry('customers', { clientState: undefined })] })],
    [
      'with a clientState that is a list',
      JSON.stringify({ value: [entry('customers', { clientState: [] })] }),
    ],
    ['with entries twice', text.replace('{', '{"value":[],')],
    ['with the key __proto__', text.replace('{', '{"__proto__":{},')],
    ['with half of a surrogate pair', text.replace('{', '{"x":"\\ud83d",')],
    ['with the number 1e400', text.replace('{', '{"x":1e400,')],
    ['a million lists deep', nested(1_000_000)],
    ['of more than 4 MB', text.replace('{', `{"x":"${'x'.repeat(4_194_304)}",`)],
  ])('a body %s', async (_, body) => {
    const { answer, left } = await sends(notificationOf('bc', body));
    expect(answer).toMatchObject({ status: 429, headers: { 'retry-after': '300' } });
    expect(left).toEqual(nothingLeft);
  });

  it.each(['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD'])('%s is answered 405', async (method) => {
    const { answer, left } = await sends({ ...notification('bc', [good]), method });
    expect(answer.status).toBe(405);
    expect(left).toEqual(nothingLeft);
  });
});

describe('a handshake', () => {
  const handshake = (validationToken: string): RawRequest => ({
    ...notificationOf('bc', ''),
    query: { validationToken },
  });

  it('is answered with its token as plain text that no browser runs', async () => {
    const { answer, left } = await sends(handshake('<script>alert(1)</script> ü'));
    expect(answer).toMatchObject({ status: 200, body: '<script>alert(1)</script> ü' });
    expect(answer.headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'x-content-type-options': 'nosniff',
    });
    expect(left).toEqual(nothingLeft);
  });

  it.each(['', 'x'.repeat(2_049), 'a\r\nset-cookie: a=b', '\0'])('of %j is answered 400', async (token) => {
    const { answer, left } = await sends(handshake(token));
    expect(answer.status).toBe(400);
    expect(left).toEqual(nothingLeft);
  });
});

describe('a batch', () => {
  it('with one bad entry has the effect of the others', async () => {
    const { answer, left } = await sends(notification('bc', [guessed, good]));

    expect(answer.status).toBe(200);
    expect(left.records).toMatchObject([{ name: 'Werkstatt Grün' }]);
    expect(left).toMatchObject({ deliveries: [{ counts: { applied: 1, ignored: 1 } }], queued: 0 });
  });

  it('with addresses and changes of another form is taken, and asks nobody', async () => {
    const odd = [
      entry('customers', { resource: 'https://elsewhere.example/items(../../admin)' }),
      entry('customers', { changeType: 'renamed' }),
      entry('customers', { resource: 7 }),
    ];
    const { answer, left } = await sends(notification('bc', odd));

    expect(answer.status).toBe(200);
    expect(left).toMatchObject({ deliveries: [{ state: 'parked', counts: { parked: 3 } }], records: [] });
  });

  it('of a record that the ERP does not have any more leaves a tombstone and nothing else', async () => {
    const gone = 'a1b2c3d4-0000-4000-8000-00000000dead';
    const { answer, left } = await sends(
      notification('bc', [entry('customers', { resource: customer(gone) })]),
    );

    expect(answer.status).toBe(200);
    expect(left).toMatchObject({ deliveries: [{ state: 'applied' }], records: [], queued: 0 });
    const known = await app.crm.list('/debtors?deleted=true');
    expect(known.filter(({ externalId }) => externalId === gone)).toMatchObject([
      { deletedAt: expect.any(String) as string },
    ]);
  });
});

const customer = (id: string): string =>
  `api/v2.0/companies(5b1f2c9e-0d7a-4b7e-9a55-2f1c6c7f0a11)/customers(${id})`;

describe('after all this', () => {
  it('no function has failed at the door', () => {
    const { name } = app.cloud.services.lambda.spec('receive-delivery');
    expect(app.cloud.counters().functions[name]).toMatchObject({ errors: 0 });
  });
});
