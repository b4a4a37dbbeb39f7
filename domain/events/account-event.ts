import * as z from 'zod';
import type { Account } from '../records/account.ts';
import type { CloudEvent } from './record-event.ts';

export const accountEventDataSchema = z.object({
  company: z.string(),
  accountId: z.string(),
  deleted: z.boolean(),
  version: z.int(),
});
export type AccountEventData = z.infer<typeof accountEventDataSchema>;

export interface AccountEvent {
  readonly type: 'AccountChanged';
  readonly detail: CloudEvent<AccountEventData>;
}

/** Announces that people created, changed, merged or deleted an account. */
export function accountEvent(account: Account, { deleted }: { readonly deleted: boolean }): AccountEvent {
  const { company, accountId, updatedAt } = account;
  const version = deleted ? account.version + 1 : account.version;
  return {
    type: 'AccountChanged',
    detail: {
      specversion: '1.0',
      id: `${accountId}.${version}`,
      source: `orderseam/${company}`,
      type: 'AccountChanged',
      subject: accountId,
      time: updatedAt,
      datacontenttype: 'application/json',
      data: { company, accountId, deleted, version },
    },
  };
}
