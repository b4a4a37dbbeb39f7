import { ErpRejectedError } from '../../../../domain/errors.ts';
import type { SharedValueRule } from '../manifest/authenticity.ts';
import { secretValues } from '../types.ts';
import type { ErpAccess } from './erp-access.ts';

/** Where the ERP has to call us, and, while a key in that address is replaced, where else it may. */
export interface CalledAddresses {
  readonly current: string;
  readonly all: readonly string[];
}

/** The address of a connection's webhook, with the sender's proof where that stands in the address. */
export function calledAddresses({ connector, secrets }: ErpAccess, webhookUrl: string): CalledAddresses {
  const rule = connector.manifest.webhook?.authenticity;
  if (rule?.kind !== 'shared-value' || (rule.at !== 'path' && rule.at !== 'query'))
    return { current: webhookUrl, all: [webhookUrl] };
  const all = secretValues(secrets, rule.secret).map((value) => webhookUrl + proofIn(rule, value));
  const [current] = all;
  if (current === undefined)
    throw new ErpRejectedError(
      `The secret of the connection has no ${rule.secret}, which is part of the address that the ERP calls; enter it.`,
    );
  return { current, all };
}

function proofIn(rule: Extract<SharedValueRule, { at: 'path' | 'query' }>, value: string): string {
  const encoded = encodeURIComponent(value);
  return rule.at === 'path' ? `/${encoded}` : `?${encodeURIComponent(rule.name)}=${encoded}`;
}
