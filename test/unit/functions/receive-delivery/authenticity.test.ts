import { afterEach, describe, expect, it } from 'vitest';
import { debtorUpdate } from '../../../support/webhooks/bodies.ts';
import { DOOR_NOW, aConnection, aDoor } from '../../../support/webhooks/door.ts';
import { nothing } from '../../../support/webhooks/effects.ts';
import { type Sent, signatureOf, signingKeys } from '../../../support/webhooks/signed-request.ts';
import { aStandardDoor, doorRequest } from '../../../support/webhooks/standard-door.ts';

const door = aStandardDoor();
afterEach(() => {
  expect(door.failures).toEqual([]);
  door.forget();
});

const receive = (sent: Partial<Sent> = {}) => door.receive('standard', doorRequest(sent));

const own = doorRequest().headers['webhook-signature'] ?? '';
const good = debtorUpdate();
const seconds = Math.floor(DOOR_NOW / 1000);
type Headers = NonNullable<Sent['headers']>;

describe('what is not authentic is answered 401 and changes nothing but a counter (W5)', () => {
  const withHeaders = (headers: Headers): Partial<Sent> => ({ headers });
  it.each<[string, Partial<Sent>]>([
    ['signed with another key', { key: signingKeys.foreign }],
    ['without signature', withHeaders({ 'webhook-signature': undefined })],
    ['with an empty signature', withHeaders({ 'webhook-signature': '' })],
    ['with a truncated signature', withHeaders({ 'webhook-signature': own.slice(0, -6) })],
    [
      'with a signature and half of it again',
      withHeaders({ 'webhook-signature': own.replace('v1,', 'v1,AAAA') }),
    ],
    ['with the signature in hex', withHeaders({ 'webhook-signature': inHex(own) })],
    [
      'with a right signature under the wrong version',
      withHeaders({ 'webhook-signature': own.replace('v1,', 'v1a,') }),
    ],
    [
      'with a right signature behind sixteen wrong ones',
      withHeaders({ 'webhook-signature': `${'v1,AAAA '.repeat(16)}${own}` }),
    ],
    ['without id', withHeaders({ 'webhook-id': undefined })],
    ['with another id than was signed', withHeaders({ 'webhook-id': 'msg_0002' })],
    ['without timestamp', withHeaders({ 'webhook-timestamp': undefined })],
    ['with another timestamp than was signed', withHeaders({ 'webhook-timestamp': String(seconds - 1) })],
    ['older than five minutes: a repetition outside the window', { ageSeconds: 301 }],
    ['from the future', { ageSeconds: -301 }],
    [
      'with the signature of another body',
      { body: debtorUpdate('"name":"Other"'), headers: { 'webhook-signature': own } },
    ],
    ['empty', { body: '', headers: { 'webhook-signature': own } }],
    ['that is no JSON either', { body: '{', headers: { 'webhook-signature': own } }],
  ])('%s', async (_, sent) => {
    expect((await receive(sent)).status).toBe(401);
    expect(door.effects()).toEqual(nothing);
    expect(door.refusals).toEqual(['unauthenticated']);
  });

  it.each(['0', '-1', '1e9', '0x1', `${DOOR_NOW}`, ' ', 'NaN', '9'.repeat(400)])(
    'signed for the timestamp "%s"',
    async (timestamp) => {
      const signed = signatureOf({
        key: signingKeys.current,
        id: 'msg_0001',
        timestamp: timestamp as unknown as number, // the text is what is signed
        body: Buffer.from(good),
      });
      const headers = { 'webhook-timestamp': timestamp, 'webhook-signature': signed };
      expect((await receive({ headers })).status).toBe(401);
      expect(door.effects()).toEqual(nothing);
    },
  );

  it.each([{}, { signingSecrets: [] }, { signingSecrets: ['', 'whsec_'] }])(
    'where the connection has no key: %j',
    async (secrets) => {
      const unconfigured = aDoor({ connections: [aConnection()], secrets });
      const empty = signatureOf({ key: '', id: 'msg_0001', timestamp: seconds, body: Buffer.from(good) });
      const answer = await unconfigured.receive(
        'standard',
        doorRequest({ headers: { 'webhook-signature': empty } }),
      );
      expect(answer.status).toBe(401);
      expect(unconfigured.effects()).toEqual(nothing);
    },
  );
});

function inHex(signature: string): string {
  return `v1,${Buffer.from(signature.slice(3), 'base64').toString('hex')}`;
}
