import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { MOST_BYTES, debtorUpdate, debtorUpdateOf, nested } from '../../../support/webhooks/bodies.ts';
import { bytesOf } from '../../../support/webhooks/effects.ts';
import { type Sent, signingKeys } from '../../../support/webhooks/signed-request.ts';
import { aStandardDoor, doorRequest } from '../../../support/webhooks/standard-door.ts';

const door = aStandardDoor();
afterEach(() => {
  expect(door.failures).toEqual([]);
  door.forget();
});

const receive = (sent: Partial<Sent> = {}) => door.receive('standard', doorRequest(sent));

const own = doorRequest().headers['webhook-signature'];

describe('an authentic delivery is queued as it came, once', () => {
  it.each<[string, Partial<Sent>]>([
    ['signed with the current key', {}],
    ['signed with the key that is being replaced', { key: signingKeys.previous }],
    [
      'with several signatures of which one fits',
      { headers: { 'webhook-signature': `v1,AAAA v1a,BBBB ${own}` } },
    ],
    ['five minutes old', { ageSeconds: 300 }],
    ['five minutes ahead of our clock', { ageSeconds: -300 }],
    ['with a byte order mark', { body: `\ufeff${debtorUpdate()}` }],
    ['with 38 digits in a number', { body: debtorUpdate(`"x":${'9'.repeat(38)}`) }],
    ['with a whole pair of surrogates', { body: debtorUpdate('"name":"\\ud83d\\ude00"') }],
    ['with keys that only look dangerous', { body: debtorUpdate('"constructor":{"prototype":null}') }],
    ['nested 64 deep', { body: debtorUpdate(`"x":${nested(62)}`) }],
    ['without content type', { headers: { 'content-type': undefined } }],
    ['as text/plain', { headers: { 'content-type': 'text/plain' } }],
    ['with a content type that is none', { headers: { 'content-type': ';;=,' } }],
  ])('%s', async (_, sent) => {
    const answer = await receive(sent);

    expect(answer.status).toBe(202);
    const { queued, archived, recorded } = door.effects();
    expect(queued.map(({ entity }) => entity)).toEqual(['debtor']);
    expect({ archived: archived.size, recorded }).toEqual({ archived: 0, recorded: [] });
    expect(bytesOf(queued[0]?.message, archived)).toEqual(Buffer.from(doorRequest(sent).body));
    expect(queued[0]?.message.sha256).toBe(createHash('sha256').update(doorRequest(sent).body).digest('hex'));
  });

  it('as large as it may be: the queue gets a pointer, the archive the bytes', async () => {
    const body = debtorUpdateOf(MOST_BYTES);
    expect((await receive({ body })).status).toBe(202);

    const { queued, archived } = door.effects();
    expect(queued).toHaveLength(1);
    expect(queued[0]?.message.body).toHaveProperty('archived.length', MOST_BYTES);
    expect(bytesOf(queued[0]?.message, archived)).toEqual(Buffer.from(body));
  });

  it('a header that a queue would refuse is left out, so that it does not cost the delivery (W1)', async () => {
    const headers = { 'content-type': 'text/\uffff', 'x-note': 'a\ufffe', 'x-sender': 'Łódź' };
    await receive({ headers });

    const message = door.effects().queued[0]?.message;
    expect(message).toMatchObject({ contentType: undefined, headers: { 'x-sender': 'Łódź' } });
    expect(message?.headers).not.toHaveProperty('x-note');
  });

  it('a repetition inside the window is another delivery of the same bytes, to be settled as duplicate', async () => {
    await receive();
    await receive();

    const messages = door.effects().queued.map(({ message }) => message);
    expect(new Set(messages.map(({ deliveryId }) => deliveryId)).size).toBe(2);
    expect(new Set(messages.map(({ sha256 }) => sha256)).size).toBe(1);
  });
});
