import { describe, expect, it } from 'vitest';
import { ask } from '../../../../../../functions/shared/erp/fetch/ask.ts';
import { aConnector } from '../../../../../support/erp/a-connector.ts';
import { access, scriptedErp } from '../../../../../support/erp/scripted-erp.ts';

const secrets = {
  user: 'orderseam',
  key: ['key-one-abcdef', 'key-one'],
  clientId: 'c',
  clientSecret: 'd',
  pin: '12',
};
const base = { errorText: ['error'], test: { path: '' } };

const told = async (http: object, words: string): Promise<string> => {
  const connector = aConnector({ http: { ...base, ...http } as never });
  const to = access(connector, scriptedErp([{ status: 401, body: { error: words } }]), { secrets });
  const url = new URL('https://erp.example/api/v1/things');
  return ask(to, { request: {}, values: {}, url }).then(
    () => 'taken',
    (error: unknown) => String((error as Error).message),
  );
};

describe('credentials that are refused', () => {
  it.each<[string, object, string]>([
    [
      'a header',
      { authentication: { kind: 'static-header', header: 'x', value: 'k {secret.key}' } },
      'key in its secret',
    ],
    [
      'Basic',
      { authentication: { kind: 'basic', user: 'user', password: 'key' } },
      'user and key in its secret',
    ],
    [
      'every header',
      { authentication: { kind: 'none' }, headers: { 'x-pin': '{secret.pin}' } },
      'pin in its secret',
    ],
  ])('in %s are told by the names of their members', async (_, http, names) => {
    expect(await told(http, 'no')).toBe(
      `The ERP answered 401: no. Renew the credentials of the connection: ${names}.`,
    );
  });

  it('without any say what there is to say', async () => {
    expect(await told({ authentication: { kind: 'none' } }, 'no')).toContain(
      'Renew the credentials of the connection.',
    );
  });

  it('are taken out of the ERP’s words, the longest first, whichever of several it is', async () => {
    const http = { authentication: { kind: 'basic', user: 'user', password: 'key' } };
    const said = await told(http, 'orderseam used key-one-abcdef, not key-one; 12 tries');

    expect(said).toContain('{secret.user} used {secret.key}, not {secret.key}; 12 tries');
  });
});

it('a secret that should be a number and is none is not shown', async () => {
  const http = { ...base, authentication: { kind: 'none' as const }, numbers: ['uid'] };
  const to = access(aConnector({ http }), scriptedErp([]), { secrets });
  const question = { request: { method: 'POST', body: { uid: '{secret.user}' } }, values: {} };
  const asked = ask(to, { ...question, url: new URL('https://erp.example/api/v1/things') });

  await expect(asked).rejects.toThrow('"{secret.user}" should be a number for the ERP');
});
