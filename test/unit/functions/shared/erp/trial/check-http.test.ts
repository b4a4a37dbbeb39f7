import { expect, it } from 'vitest';
import { manifestProblems } from '../../../../../../functions/shared/erp/trial/check-manifest.ts';
import { aConnector } from '../../../../../support/erp/a-connector.ts';

const problemsOf = (http: object, more: object = {}): Promise<string[]> =>
  manifestProblems(
    aConnector({ http: { authentication: { kind: 'none' }, test: { path: '' }, ...http }, ...more } as never),
  );
const login = { path: 'login', body: { key: '{secret.key}' } };
const secret = { key: { description: 'A key.' } };

it.each<[string, object, object, string[]]>([
  ['a session whose secret is described', { session: login }, { secret }, []],
  [
    'secrets that nobody described, each told once',
    {
      session: login,
      headers: { a: '{secret.key}', b: '{secret.pin:number}' },
      authentication: { kind: 'basic', user: 'me', password: 'key' },
    },
    {},
    [
      'a request uses the secret me, which "secret" does not describe',
      'a request uses the secret key, which "secret" does not describe',
      'a request uses the secret pin, which "secret" does not describe',
    ],
  ],
  [
    'a signature with a secret that nobody described',
    { signing: { header: 'x', signed: '{body}', secret: 'seal' } },
    {},
    ['a request uses the secret seal, which "secret" does not describe'],
  ],
  [
    'a setting that nobody described',
    { test: { path: '{settings.tenant}/x' } },
    {},
    ['a template uses the setting tenant, which "settings" does not describe'],
  ],
  [
    'a session that nobody opens',
    { headers: { a: '{session}' } },
    {},
    ['a request names {session}, but http.session opens none'],
  ],
  [
    'a session whose token stands nowhere',
    { session: { ...login, send: { a: '{session}' } } },
    { secret },
    ['a request names {session}, but http.session does not say where its token stands'],
  ],
  [
    'a session with a token',
    { session: { ...login, token: { path: 't' }, send: { a: '{session}' } } },
    { secret },
    [],
  ],
  [
    'patterns that do not parse',
    {
      errors: [{ status: [200], path: 'a', matches: '(', means: 'rejected' }],
      waits: [{ header: 'a', matches: '[', wait: 1 }],
    },
    {},
    ['http.errors[0] is no valid pattern', 'http.waits[0] is no valid pattern'],
  ],
])('%s', async (_, http, more, problems) => {
  expect(await problemsOf(http, more)).toEqual(problems);
});
