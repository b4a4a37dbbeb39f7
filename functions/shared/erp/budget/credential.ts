import { createHash } from 'node:crypto';
import { ErpRejectedError } from '../../../../domain/errors.ts';
import { filled, type Filler } from '../fetch/template.ts';

/** What an ERP counts requests by: the secret of a connection, or what the manifest says, as for several companies with one login. */
export function credentialOf(access: Filler): string {
  const { connector, connection } = access;
  const per = connector.manifest.http?.budget.per;
  const counted = per === undefined ? undefined : textOf(per, access);
  if (counted === undefined) return connection.secretName;
  // Nothing of a secret is stored.
  return createHash('sha256').update(`${connector.name}\n${counted}`).digest('hex');
}

/** Undefined where something is not entered yet; asking the ERP says what. */
function textOf(per: string, access: Filler): string | undefined {
  try {
    return filled(per, access);
  } catch (error) {
    if (error instanceof ErpRejectedError) return undefined;
    throw error;
  }
}
