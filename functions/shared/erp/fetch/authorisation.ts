import { currentSecret } from '../types.ts';
import { accessToken } from './access-token.ts';
import { CredentialsRefused } from './credentials-refused.ts';
import { httpRules, type ErpAccess } from './erp-access.ts';
import { filled } from './template.ts';

/** The headers that prove who we are. */
export async function authorisation(access: ErpAccess): Promise<Record<string, string>> {
  const rule = httpRules(access).authentication;
  switch (rule.kind) {
    case 'none':
      return {};
    case 'static-header':
      return { [rule.header.toLowerCase()]: filled(rule.value, access) };
    case 'basic':
      return { authorization: `Basic ${basicPair(access, rule)}` };
    case 'oauth2-client-credentials':
      return { authorization: `Bearer ${await accessToken(access, rule)}` };
  }
}

function basicPair({ secrets, connection }: ErpAccess, rule: { user: string; password: string }): string {
  const user = currentSecret(secrets, rule.user);
  const password = currentSecret(secrets, rule.password);
  if (user === undefined || password === undefined)
    throw new CredentialsRefused(
      `The connection ${connection.connectionId} lacks user or password in its secret; enter them.`,
    );
  return Buffer.from(`${user}:${password}`).toString('base64');
}
