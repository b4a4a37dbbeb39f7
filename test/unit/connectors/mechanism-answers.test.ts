import { describe, expect, it } from 'vitest';
import { loadConnectors } from '../../../functions/shared/erp/connectors.ts';
import { arriving } from '../../support/webhooks/any-request.ts';
import { aConnection, aDoor, type DoorOptions } from '../../support/webhooks/door.ts';

const connectors = loadConnectors('test/connectors');

/** What a request is answered that proves nothing. */
const answered = async (connector: string, body: string, overrides: DoorOptions['overrides'] = {}) => {
  const connections = [aConnection({ connectionId: 'erp', connector })];
  const door = aDoor({ connections, connectors, secrets: {}, overrides });
  const answer = await door.receive(
    'erp',
    arriving({ connectionId: 'erp', headers: {}, body: Buffer.from(body) }),
  );
  expect(door.effects()).toMatchObject({ queued: [], recorded: [] });
  return answer;
};

const plainly = (status: number, headers: Record<string, string> = {}) => ({ status, headers, body: '' });
const later = (seconds: number) => ({ 'retry-after': String(seconds) });

describe('a sender is told what its connector says, to the last header', () => {
  it.each([
    ['rsa-pointer', plainly(401)],
    ['strict-hmac', plainly(401)],
    ['keys-only', plainly(401)],
    ['secret-path', plainly(404)],
  ])('%s, where nothing is proven', async (connector, answer) => {
    expect(await answered(connector, '{}')).toEqual(answer);
  });

  it.each(['rsa-pointer', 'strict-hmac', 'keys-only', 'secret-path', 'keyless-status'])(
    '%s, where the body is too large',
    async (connector) => {
      const tooMuch = (connectors.get(connector)?.manifest.webhook?.maxBytes ?? 0) + 1;
      expect(await answered(connector, 'x'.repeat(tooMuch))).toEqual(plainly(413));
    },
  );

  it.each([
    ['rsa-pointer', plainly(503, later(30))],
    ['strict-hmac', plainly(503)],
    ['keys-only', plainly(503, later(60))],
    ['secret-path', plainly(503)],
    ['keyless-status', plainly(503)],
  ])('%s, where we cannot take it now', async (connector, answer) => {
    const outage = { of: () => Promise.reject(new Error('No secrets today.')) };
    expect(await answered(connector, '{}', { secrets: outage })).toEqual(answer);
  });
});
