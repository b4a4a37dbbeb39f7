import type { HttpRules } from '../manifest/http.ts';
import { secretValues } from '../types.ts';
import type { ErpAccess } from './erp-access.ts';
import { openPasses } from './kept-pass.ts';

/** The members of the connection's secret with which the ERP is asked. */
export function credentialMembers(rules: HttpRules): string[] {
  const { authentication: rule, signing } = rules;
  const named = [...JSON.stringify(rules).matchAll(/\{secret\.([a-zA-Z0-9]+)(?::number)?\}/g)];
  const members = [
    ...(rule.kind === 'basic' ? [rule.user, rule.password] : []),
    ...(rule.kind === 'oauth2-client-credentials' ? [rule.clientId, rule.clientSecret] : []),
    ...named.flatMap(([, member]) => member ?? []),
    ...(signing === undefined ? [] : [signing.secret]),
  ];
  return [...new Set(members)];
}

/** What a person has to do once the ERP did not take our credentials. */
export function credentialsAdvice(rules: HttpRules): string {
  const members = credentialMembers(rules);
  if (members.length === 0) return 'Renew the credentials of the connection.';
  return `Renew the credentials of the connection: ${members.join(' and ')} in its secret.`;
}

/** Shorter ones are words of every day. */
const SECRET_LENGTH = 4;

/** Words of the ERP without our own credentials in them: some repeat what they refuse. */
export function withoutSecrets(words: string, access: ErpAccess): string {
  return hiddenTexts(access).reduce((text, [secret, name]) => text.replaceAll(secret, `{${name}}`), words);
}

/** Longest first, so that no rest of one stays behind another. */
function hiddenTexts(access: ErpAccess): (readonly [string, string])[] {
  const members = Object.keys(access.secrets).flatMap((member) =>
    secretValues(access.secrets, member).map((value) => [value, `secret.${member}`] as const),
  );
  const passes = openPasses(access).flatMap(({ token = '', cookies = '' }) =>
    [token, ...cookies.split('; ').map((pair) => pair.slice(pair.indexOf('=') + 1))].map(
      (value) => [value, 'session'] as const,
    ),
  );
  return [...members, ...passes]
    .filter(([value]) => value.length >= SECRET_LENGTH)
    .sort(([left], [right]) => right.length - left.length);
}
