import { describe, expect, it } from 'vitest';
import { testConnection } from '../../../../../../functions/shared/erp/fetch/test-connection.ts';
import { shippedConnector } from '../../../../../support/erp/a-connector.ts';
import { access, scriptedErp, type ScriptedAnswer } from '../../../../../support/erp/scripted-erp.ts';

const secrets = { clientState: 'x'.repeat(20), clientId: 'i', clientSecret: 's' };
const connection = { externalCompany: 'c', settings: { tenantId: 't', localCurrency: 'EUR' } };
const businessCentral = (
  script: readonly ScriptedAnswer[],
  given: Parameters<typeof access>[2] = { secrets, connection },
) => testConnection(access(shippedConnector('business-central'), scriptedErp(script), given));
const token = { body: { access_token: 'a' } };

describe('testing a connection', () => {
  it('says that it works', async () => {
    expect(await businessCentral([token, { body: { value: [] } }])).toEqual({
      ok: true,
      detail: 'Microsoft Dynamics 365 Business Central answered.',
    });
  });

  it.each([
    [
      'a refused credential',
      [{ status: 401 }],
      /Renew the credentials of the connection: clientId and clientSecret in its secret/,
    ],
    ['missing rights', [token, { status: 403 }], /Grant the rights/],
    [
      'an unknown company',
      [
        token,
        { status: 404, body: { error: { code: 'Internal_CompanyNotFound', message: 'No such company' } } },
      ],
      /No such company/,
    ],
    ['an ERP that is down', [token, { status: 503 }], /answered 503\. Try it again later\./],
  ])('says what to do about %s', async (_, script, detail) => {
    expect(await businessCentral(script)).toEqual({ ok: false, detail: expect.stringMatching(detail) });
  });

  it('names what is missing before it asks anybody', async () => {
    const result = await businessCentral([], {
      secrets: { clientId: 'i' },
      connection: { settings: { localCurrency: 'Euro' } },
    });

    expect(result).toEqual({
      ok: false,
      detail: expect.stringMatching(
        /localCurrency has an unknown form.*lacks clientState.*lacks clientSecret/s,
      ),
    });
  });

  it('without a tenant has no token address, and asks nobody for a token', async () => {
    expect(await businessCentral([], { secrets, connection: { externalCompany: 'c' } })).toEqual({
      ok: false,
      detail: 'The connection test lacks settings.tokenUrl; enter it and release again.',
    });
  });

  it('of a connection that only receives is about being complete', async () => {
    const given = (signingSecrets: string[]) =>
      access(shippedConnector('standard'), scriptedErp([]), {
        secrets: { signingSecrets },
        connection: { baseUrl: undefined },
      });

    expect((await testConnection(given(['whsec_AAAA']))).ok).toBe(true);
    expect((await testConnection(given([]))).ok).toBe(false);
  });

  it('of one that could also hand over, but has no key to sign with, says so', async () => {
    const secrets = { signingSecrets: ['whsec_AAAA'] };
    const result = await testConnection(access(shippedConnector('standard'), scriptedErp([]), { secrets }));

    expect(result).toEqual({ ok: false, detail: expect.stringContaining('orderSigningSecrets') });
  });
});
