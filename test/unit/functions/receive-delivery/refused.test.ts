import { afterEach, describe, expect, it } from 'vitest';
import { MOST_BYTES, debtorUpdateOf } from '../../../support/webhooks/bodies.ts';
import { aConnection, aDoor } from '../../../support/webhooks/door.ts';
import { nothing } from '../../../support/webhooks/effects.ts';
import { type Sent, signingKeys } from '../../../support/webhooks/signed-request.ts';
import { aStandardDoor, doorRequest } from '../../../support/webhooks/standard-door.ts';

const door = aStandardDoor();
afterEach(() => {
  expect(door.failures).toEqual([]);
  door.forget();
});

const receive = (sent: Partial<Sent> = {}) => door.receive('standard', doorRequest(sent));

describe('what is not meant for the door is refused', () => {
  it.each([MOST_BYTES + 1, 10_485_760])('a body of %i bytes with 413', async (bytes) => {
    expect((await receive({ body: debtorUpdateOf(bytes) })).status).toBe(413);
    expect(door.effects()).toEqual(nothing);
  });

  it.each(['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD', 'TRACE', 'post'])(
    '%s with 405',
    async (method) => {
      const answer = await door.receive('standard', { ...doorRequest(), method });
      expect(answer).toMatchObject({ status: 405, headers: { allow: 'POST' } });
      expect(door.effects()).toEqual(nothing);
    },
  );

  it.each(['nobody', '', '..', '__proto__', 'STANDARD', 'standard ', '%00', 'x'.repeat(5_000), '\ud800'])(
    'an unknown source with 404, whatever its path holds (case %#)',
    async (connectionId) => {
      expect((await door.receive(connectionId, doorRequest())).status).toBe(404);
      expect(door.effects()).toEqual(nothing);
    },
  );

  it('a source is looked up only by what can be the id of one', async () => {
    const asked: string[] = [];
    const find = (id: string) => Promise.resolve(void asked.push(id));
    const strict = aDoor({ connections: [], secrets: {}, overrides: { connections: { find } } });
    for (const id of ['', '../x', 'A', 'x'.repeat(2_100), 'nobody']) await strict.receive(id, doorRequest());
    expect(asked).toEqual(['nobody']);
  });
});

describe('what cannot be made durable now is asked for again', () => {
  const outage = () => Promise.reject(new Error('The queue does not answer.'));
  it.each([
    ['the queue', { queues: { send: outage } }],
    ['the directory of connections', { connections: { find: outage } }],
    ['the secrets', { secrets: { of: outage } }],
  ])('without %s: 503 with Retry-After, and nothing kept', async (_, overrides) => {
    const broken = aDoor({
      connections: [aConnection()],
      secrets: {},
      overrides: { ...withKeys, ...overrides },
    });
    const answer = await broken.receive('standard', doorRequest());
    expect(answer).toMatchObject({ status: 503, headers: { 'retry-after': '30' } });
    expect(broken.effects()).toEqual(nothing);
    expect(broken.failures).toHaveLength(1);
  });
});

const withKeys = { secrets: { of: () => Promise.resolve({ signingSecrets: signingKeys.current }) } };
