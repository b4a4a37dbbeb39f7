import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nothingLeft } from '../support/running-app/footprint.ts';
import { about, SignedSource } from '../support/running-app/signed-source.ts';
import { MOST_BYTES, debtorUpdate, debtorUpdateOf, nested, typed } from '../support/webhooks/bodies.ts';
import { signingKeys, type Sent } from '../support/webhooks/signed-request.ts';

/** Whatever is posted: the answer that this source may get, and either one delivery that says what became of it or nothing at all. */
let source: SignedSource;

beforeAll(async () => {
  source = await SignedSource.start();
}, 120_000);
afterAll(() => source.stop());

const asBytes = { 'content-type': 'application/octet-stream' };
const invalidUtf8 = Buffer.from([0x22, 0xc3, 0x28, 0x22]);

describe('what is good is applied, however odd it looks', () => {
  it.each<[string, Partial<Sent>]>([
    ['signed with the current key', { body: about('g-1') }],
    ['signed with the key that is being replaced', { body: about('g-2'), key: signingKeys.previous }],
    ['almost five minutes old', { body: about('g-3'), ageSeconds: 295 }],
    ['signed by a clock almost five minutes ahead of ours', { body: about('g-4'), ageSeconds: -295 }],
    ['with a byte order mark', { body: `\ufeff${about('g-5')}` }],
    ['without content type', { body: about('g-6'), headers: { 'content-type': undefined } }],
    ['as text/plain', { body: about('g-7'), headers: { 'content-type': 'text/plain' } }],
    ['as a form', { body: about('g-8'), headers: { 'content-type': 'application/x-www-form-urlencoded' } }],
    ['with a content type that is none', { body: about('g-9'), headers: { 'content-type': ';;=,' } }],
    ['in chunks', { body: about('g-a'), headers: { 'transfer-encoding': 'chunked' } }],
    ['with keys that only look dangerous', { body: about('g-b', debtorUpdate('"constructor":{"a":null}')) }],
    ['with a whole pair of surrogates', { body: about('g-c', debtorUpdate('"name":"\\ud83d\\ude00"')) }],
    ['as large as it may be', { body: debtorUpdateOf(MOST_BYTES) }],
  ])('%s', async (_, sent) => {
    const { answer, left } = await source.posts(sent);

    expect(answer.status).toBe(202);
    expect(left).toMatchObject({ deliveries: [{ state: 'applied' }], archived: 1, queued: 0 });
    expect(left.records).toHaveLength(1);
  });
});

describe('what is authentic but cannot be read is answered 400 and parked with the reason', () => {
  it.each<[string, Partial<Sent>, RegExp]>([
    ['of no bytes', { body: '' }, /ends too early/],
    ['cut off', { body: debtorUpdate().slice(0, -5) }, /ends too early/],
    ['nested a million deep', { body: nested(1_000_000) }, /nested too deeply/],
    ['with a key twice', { body: debtorUpdate('"name":"A","name":"B"') }, /twice/],
    ['with the key __proto__', { body: debtorUpdate('"__proto__":{"admin":true}') }, /__proto__/],
    ['that is not UTF-8', { body: invalidUtf8, headers: asBytes }, /UTF-8/],
    ['in UTF-16', { body: Buffer.from(`\ufeff${debtorUpdate()}`, 'utf16le'), headers: asBytes }, /UTF-8/],
    ['with half of a surrogate pair', { body: debtorUpdate('"name":"\\ud83d"') }, /surrogate/],
    ['with the number 1e400', { body: debtorUpdate('"x":1e400') }, /38 digits/],
    ['with 40 digits in a number', { body: debtorUpdate(`"x":${'1'.repeat(40)}`) }, /38 digits/],
  ])('%s', async (_, sent, reason) => {
    const { answer, left } = await source.posts(sent);

    expect(answer.status).toBe(400);
    expect(left).toMatchObject({ deliveries: [{ state: 'parked' }], records: [], archived: 1, queued: 0 });
    expect(left.deliveries).toHaveLength(1);
    expect(left.deliveries[0]).toMatchObject({ reason: expect.stringMatching(reason) as string });
    expect(left.deliveries[0]).toMatchObject({ changes: [{ problems: [{ field: '(body)' }] }] });
  });
});

describe('what can be read but not applied is taken, and says why it had no effect', () => {
  it.each<[string, string, string, RegExp]>([
    ['an unknown topic', typed('ticket.created'), 'parked', /"ticket\.created" is unknown/],
    ['no topic', typed(undefined), 'parked', /topic is missing/],
    ['no id', typed('debtor.updated', { name: 'A' }), 'parked', /id is missing/],
    ['a topic ignored on purpose', typed('ping'), 'ignored', /ignored by the connector/],
    ['an amount in words', typed('invoice.posted', { id: 'i-1', totals: { net: 'ten' } }), 'parked', /net/],
  ])('%s', async (_, body, state, reason) => {
    const { answer, left } = await source.posts({ body });

    expect(answer.status).toBe(202);
    expect(left).toMatchObject({ deliveries: [{ state }], records: [], archived: 1, queued: 0 });
    expect(left.deliveries[0]).toMatchObject({ reason: expect.stringMatching(reason) as string });
  });

  it('a bad entry of a batch costs itself, not the others', async () => {
    const body = `[${about('b-1')},{"type":"nonsense"},${typed('product.updated', { id: 'p-1', name: 'P' })},7]`;
    const { answer, left } = await source.posts({ body });

    expect(answer.status).toBe(202);
    expect(left.records.map((row) => row['externalId']).sort()).toEqual(['b-1', 'p-1']);
    expect(left).toMatchObject({ deliveries: [{ counts: { applied: 2, parked: 2 } }], queued: 0 });
  });
});

describe('what is not meant for this door is refused and leaves nothing', () => {
  it.each(['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD', 'TRACE'])('%s with 405', async (method) => {
    const body = Buffer.alloc(0);
    const { answer, left } = await source.sends({ ...source.signed({ body }), method });
    expect(answer).toMatchObject({ status: 405, headers: { allow: 'POST' } });
    expect(left).toEqual(nothingLeft);
  });

  it.each([
    'nobody',
    '..',
    '__proto__',
    'STANDARD',
    'standard%20',
    '%00',
    '%',
    'x'.repeat(5_000),
    '%ed%a0%80',
  ])('the unknown source "%s" with 404', async (connectionId) => {
    const { answer, left } = await source.posts({ connectionId });
    expect(answer.status).toBe(404);
    expect(left).toEqual(nothingLeft);
  });

  it.each<[string, number, Record<string, string>]>([
    ['a byte more than allowed', MOST_BYTES + 1, {}],
    ['10 MB', 10_485_760, {}],
    ['more than 10 MB', 10_485_761, {}],
    ['10 MB in chunks', 10_485_760, { 'transfer-encoding': 'chunked' }],
  ])('%s with 413', async (_, bytes, headers) => {
    const { answer, left } = await source.posts({ body: debtorUpdateOf(bytes), headers });
    expect(answer.status).toBe(413);
    expect(left).toEqual(nothingLeft);
  });

  it('a sender that hangs up in the middle leaves nothing', async () => {
    const { hostname, port } = new URL(source.app.webhookUrl);
    const { left } = await source.footprint.leftBy(async () => {
      const socket = connect(Number(port), hostname);
      await once(socket, 'connect');
      socket.end('POST /hooks/standard HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\n{"type":');
      socket.resume();
      await once(socket, 'close');
    });
    expect(left).toEqual(nothingLeft);
  });
});

describe('after all this', () => {
  it('no function has failed and no queue holds anything', async () => {
    const failed = Object.entries(source.app.cloud.counters().functions).filter(
      ([, { errors }]) => errors > 0,
    );
    expect(failed).toEqual([]);
    expect(await source.footprint.take()).toMatchObject({ queued: 0 });
  });
});
