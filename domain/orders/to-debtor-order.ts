import type { DebtorOrder } from '../hand-over/erp-order.ts';
import type { Account } from '../records/account.ts';
import type { DocumentLocale } from '../records/quote.ts';
import { refuse, type Refused } from '../refusal.ts';
import { normaliseVatId } from '../coupling/vat-id.ts';
import { documentLanguageOf } from '../text/document-language.ts';
import { isKnownCountry } from '../vat/countries.ts';

export interface DebtorTerms {
  readonly reference: string;
  readonly currency: string;
  readonly locale: DocumentLocale;
}

const TEXTS = ['name2', 'vatId', 'registerNumber', 'email', 'phone', 'website'] as const;

/** The debtor to create for an account (O-6), or what is missing on the account. Empty fields are left out. */
export function toDebtorOrder(
  account: Account,
  { reference, currency, locale }: DebtorTerms,
): { readonly debtor: DebtorOrder } | Refused {
  const refusal = whyNot(account);
  if (refusal) return refusal;
  const { accountId, address } = account;
  return {
    debtor: {
      ...{ reference, accountId, currency, name: account.name.trim() },
      ...textsOf(account),
      ...(address ? { address } : {}),
      language: account.language?.trim() || documentLanguageOf(locale),
    },
  };
}

function textsOf(account: Account): Pick<DebtorOrder, (typeof TEXTS)[number]> {
  const texts: Partial<Record<(typeof TEXTS)[number], string>> = {};
  for (const field of TEXTS) {
    const text = account[field]?.trim();
    if (text) texts[field] = text;
  }
  return { ...texts, ...vatIdOf(account) };
}

/** As ERPs keep it, without the blanks that people read it by: its debtor is looked up by the very same text. */
function vatIdOf({ vatId }: Account): { vatId?: string } {
  const normalised = normaliseVatId(vatId);
  return normalised === undefined ? {} : { vatId: normalised };
}

function whyNot({ name, address, mergedInto }: Account): Refused | undefined {
  if (mergedInto !== undefined) {
    return refuse('account-merged', `The account ${name} was merged into ${mergedInto}; order for that one.`);
  }
  if (!name.trim()) return refuse('name-missing', 'The account has no name.', 'name');
  const country = address?.country;
  if (country && isKnownCountry(country)) return undefined;
  return refuse(
    'country-missing',
    `The account ${name} has no country in its address, without which the ERP cannot tax it. Enter it, then release the order.`,
    'address.country',
  );
}
