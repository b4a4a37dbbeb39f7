import { currentSecret } from '../types.ts';
import { accessToken } from './access-token.ts';
import { CredentialsRefused } from './credentials-refused.ts';
import { httpRules, type ErpAccess } from './erp-access.ts';
import type { Proof } from './proof.ts';
import { filled } from './template.ts';

/** The headers that prove who we are. */
export async function authorisation(access: ErpAccess): Promise<Proof> {
  const rule = httpRules(access).authentication;
  switch (rule.kind) {
    case 'none':
      return { headers: {}, passes: [] };
    case 'static-header':
      return { headers: { [rule.header.toLowerCase()]: filled(rule.value, access) }, passes: [] };
    case 'basic':
      return { headers: { authorization: `Basic ${basicPair(access, rule)}` }, passes: [] };
    case 'oauth2-client-credentials': {
      const pass = await accessToken(access, rule);
      return {
        headers: { authorization: `Bearer ${pass.token ?? ''}` },
        passes: [{ kind: 'token', pass }],
      };
    }
  }
}

function basicPair({ secrets, connection }: ErpAccess, rule: { user: string; password: string }): string {
  const user = currentSecret(secrets, rule.user);
  const password = currentSecret(secrets, rule.password);
  if (user === undefined || password === undefined)
    throw new CredentialsRefused(
      `The connection ${connection.connectionId} lacks ${rule.user} or ${rule.password} in its secret; enter them.`,
    );
  return Buffer.from(`${user}:${password}`).toString('base64');
}
