import { documentKeys } from '../../domain/documents/document-keys.ts';
import type { Recipient } from '../../domain/documents/address-block.ts';
import type { CompanySettings } from '../../domain/records/company-settings.ts';
import type { Records, RenderPorts } from './ports.ts';
import { present, RefusedError } from './refusal.ts';

/** Who gets the document: quotes and orders both say so. */
interface Addressed {
  readonly company: string;
  readonly accountId: string;
  readonly contactId?: string | null | undefined;
}

export async function settingsOf(records: Records, company: string): Promise<CompanySettings> {
  const settings = await records.settings(company);
  if (settings) return settings;
  throw new RefusedError(
    'settings-missing',
    'The company has no settings yet: name and address of the seller are missing. Fill them in, then ask again.',
  );
}

/** A merged account is a signpost; the letter goes to the survivor. Contacts that were deleted are left out. */
export async function recipientOf(records: Records, addressed: Addressed): Promise<Recipient> {
  const { company, contactId } = addressed;
  const [account, contact] = await Promise.all([
    survivor(records, company, addressed.accountId),
    contactId ? records.contact(company, contactId) : undefined,
  ]);
  return { account, contact };
}

async function survivor(records: Records, company: string, accountId: string) {
  const seen = new Set<string>();
  let account = present(await records.account(company, accountId), `account ${accountId}`);
  while (account.mergedInto && !seen.has(account.accountId)) {
    seen.add(account.accountId);
    account = present(await records.account(company, account.mergedInto), `account ${account.mergedInto}`);
  }
  return account;
}

export async function letterheadOf(
  { bucket }: Pick<RenderPorts, 'bucket'>,
  { company, letterhead }: CompanySettings,
): Promise<Uint8Array | undefined> {
  if (!letterhead) return undefined;
  const bytes = await bucket.read(documentKeys.letterhead(company, letterhead.sha256));
  if (bytes) return bytes;
  throw new RefusedError(
    'letterhead-missing',
    'The letterhead that the settings name is not in the bucket. Upload it again in the company settings.',
  );
}
