import type { Account } from '../records/account.ts';
import type { Candidate, Evidence } from '../records/coupling.ts';
import { matchKeys, type Party } from './match-keys.ts';
import { countryOfVatId } from './vat-id.ts';

export interface Proposal {
  /** Best first. */
  readonly candidates: Candidate[];
  /** The account that couples by itself, where exactly one has the same VAT id and country (D-3). */
  readonly certain?: string;
}

type Comparable = Party & Pick<Account, 'accountId'>;

/** How far each kind alone makes two parties the same company, in percent. */
export const WEIGHT: Readonly<Record<Evidence['kind'], number>> = {
  'vat-id': 95,
  'merged-debtor': 90,
  'register-number': 75,
  'name-and-postal-code': 60,
  'email-domain': 40,
};
export const MOST_CANDIDATES = 20;

/** Which accounts may be the debtor's, with the evidence for each. Two accounts with the same VAT id wait for a person. */
export function proposeCoupling(debtor: Party, accounts: readonly Comparable[]): Proposal {
  const candidates = accounts
    .map((account) => candidateOf(debtor, account))
    .filter((candidate) => candidate !== undefined);
  candidates.sort((a, b) => b.score - a.score || (a.accountId < b.accountId ? -1 : 1));
  const certain = candidates.filter((candidate) => candidate.score === 100);
  const [only] = certain;
  const kept = candidates.slice(0, MOST_CANDIDATES);
  return certain.length === 1 && only ? { candidates: kept, certain: only.accountId } : { candidates: kept };
}

function candidateOf(debtor: Party, account: Comparable): Candidate | undefined {
  const evidence = commonKeys(debtor, account);
  if (evidence.length === 0) return undefined;
  return { accountId: account.accountId, score: scoreOf(evidence, isSameCountry(debtor, account)), evidence };
}

function commonKeys(a: Party, b: Party): Evidence[] {
  const others = matchKeys(b);
  return matchKeys(a).filter(({ kind, value }) =>
    others.some((other) => other.kind === kind && other.value === value),
  );
}

/** 100 is kept for the one match that needs no person: exact VAT id and country. Else doubts multiply, up to 99. */
function scoreOf(evidence: readonly Evidence[], sameCountry: boolean): number {
  if (sameCountry && evidence.some(({ kind }) => kind === 'vat-id')) return 100;
  const doubt = evidence.reduce((rest, { kind }) => rest * (1 - WEIGHT[kind] / 100), 1);
  return Math.min(99, Math.round((1 - doubt) * 100));
}

/** Where an address states no country, the VAT id's stands in. */
const isSameCountry = (a: Party, b: Party): boolean =>
  countryOf(a) !== undefined && countryOf(a) === countryOf(b);

function countryOf(party: Party): string | undefined {
  const vatId = matchKeys(party).find(({ kind }) => kind === 'vat-id')?.value;
  return party.address?.country ?? (vatId === undefined ? undefined : countryOfVatId(vatId));
}
