import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { signEvent } from '../../../cli/sign-event.ts';
import { UsageError } from '../../../cli/usage-error.ts';
import { checkAuthenticity } from '../../../functions/shared/erp/authenticity.ts';
import { readRequest } from '../../../functions/receive-delivery/read-request.ts';
import { shippedConnector } from '../../support/erp/a-connector.ts';

const at = new Date('2026-06-01T12:00:00Z');
const given = { id: 'msg_1', secret: 'whsec_c2lnbmluZyBrZXkgb2YgdGhlIHRlc3QgISEh', at };
const requestSchema = z.custom<Parameters<typeof readRequest>[0]>((value) => typeof value === 'object');
const recorded: unknown = JSON.parse(readFileSync('events/webhooks/invoice-posted.json', 'utf8'));

const isAuthentic = (event: object) =>
  checkAuthenticity(
    shippedConnector('standard'),
    readRequest(requestSchema.parse(event)),
    { signingSecrets: given.secret },
    at.getTime(),
  ).authentic;

describe('a recorded request', () => {
  it('is authentic again once it was signed anew, and keeps all but its signature', () => {
    const signed = signEvent(recorded, given);

    expect(isAuthentic(recorded as object)).toBe(false);
    expect(isAuthentic(signed)).toBe(true);
    expect(signed).toMatchObject({ rawPath: '/hooks/standard', headers: { host: 'hooks.test' } });
  });

  it('is signed over its bytes where the body is base64', () => {
    const body = Buffer.from('{"type":"ping"}').toString('base64');
    const event = { ...(recorded as object), body, isBase64Encoded: true };

    expect(isAuthentic(signEvent(event, given))).toBe(true);
  });

  it('is what --sign is for, not an event of another kind', () => {
    expect(() => signEvent({ Records: [] }, given)).toThrow(UsageError);
  });
});
