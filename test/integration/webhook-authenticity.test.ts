import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nothingLeft } from '../support/running-app/footprint.ts';
import { about, SignedSource } from '../support/running-app/signed-source.ts';
import { nested } from '../support/webhooks/bodies.ts';
import { signingKeys, type Sent } from '../support/webhooks/signed-request.ts';

let source: SignedSource;

beforeAll(async () => {
  source = await SignedSource.start();
}, 120_000);
afterAll(() => source.stop());

const invalidUtf8 = Buffer.from([0x22, 0xc3, 0x28, 0x22]);

describe('what is not authentic is answered 401 and leaves nothing (W5)', () => {
  const own = (): string => source.signed().headers['webhook-signature'] ?? '';
  it.each<[string, () => Partial<Sent>]>([
    ['with a wrong signature', () => ({ key: signingKeys.foreign })],
    ['without signature', () => ({ headers: { 'webhook-signature': undefined } })],
    ['with a truncated signature', () => ({ headers: { 'webhook-signature': own().slice(0, -6) } })],
    ['with an old signature', () => ({ ageSeconds: 310 })],
    ['with a signature from the future', () => ({ ageSeconds: -310 })],
    ['without timestamp', () => ({ headers: { 'webhook-timestamp': undefined } })],
    ['with another id than was signed', () => ({ headers: { 'webhook-id': 'msg_0002' } })],
    ['with the signature of another body', () => ({ body: '{}', headers: { 'webhook-signature': own() } })],
    ['of no bytes, unsigned', () => ({ body: '', headers: { 'webhook-signature': undefined } })],
    ['not UTF-8, which no text can carry', () => ({ body: invalidUtf8 })],
    ['a million lists deep', () => ({ body: nested(1_000_000), key: signingKeys.foreign })],
  ])('%s', async (_, sent) => {
    const { answer, left } = await source.posts(sent());
    expect(answer.status).toBe(401);
    expect(left).toEqual(nothingLeft);
  });
});

describe('a repetition', () => {
  it('inside the window is a duplicate; outside it is refused', async () => {
    const request = source.signed({ body: about('r-1') });
    const first = await source.sends(request);
    expect(first.left).toMatchObject({ deliveries: [{ state: 'applied' }] });

    const again = await source.sends(request);
    expect(again.answer.status).toBe(202);
    expect(again.left).toMatchObject({ deliveries: [{ state: 'duplicate' }], records: [] });

    source.app.clock.skip(301_000);
    const late = await source.sends(request);
    expect(late.answer.status).toBe(401);
    expect(late.left).toEqual(nothingLeft);
  });
});

describe('a rotated key', () => {
  it('counts as soon as it was entered; the withdrawn one for a minute at most', async () => {
    const withNew = (id: string) => source.posts({ body: about(id), key: signingKeys.foreign });
    expect((await withNew('k-1')).answer.status).toBe(401);

    const credentials = { signingSecrets: [signingKeys.foreign, signingKeys.current] };
    await source.app.admin.does('POST /connections/standard/rotate-secret', { credentials });
    source.app.clock.skip(5_000);
    expect((await withNew('k-1')).left).toMatchObject({ deliveries: [{ state: 'applied' }] });

    source.app.clock.skip(60_000);
    const { answer, left } = await source.posts({ key: signingKeys.previous });
    expect({ status: answer.status, left }).toEqual({ status: 401, left: nothingLeft });
    expect((await source.posts({ body: about('k-2') })).answer.status).toBe(202);
  });
});
