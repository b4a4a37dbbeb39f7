import { LedgerVerifier, type Verification } from '../../../domain/ledger/verify-ledger.ts';
import type { Anchor } from '../../../domain/ledger/verify-chains.ts';
import { HttpProblem } from '../../shared/http/problem.ts';
import { everyRow } from '../../shared/store/every-row.ts';
import type { Ledger } from '../../shared/store/ledger/ledger.ts';
import { chainHeads, exportEntries } from '../../shared/store/ledger/lists.ts';
import { sha256 } from '../../shared/store/ledger/sha256.ts';

/** Some seconds of work; whatever is larger is proved from an export. */
const MOST_ENTRIES = 100_000;
const ROWS_PER_READ = 1_000;

export async function readHeads(ledger: Ledger, company: string): Promise<(Anchor & { at: string })[]> {
  const heads = await chainHeads(ledger, company);
  return Object.entries(heads).map(([chain, head]) => ({ chain, ...head }));
}

/** Proves the whole ledger, and accounts for what was begun in `month`. The heads are read first: what comes later only adds to them. */
export async function verifyOnline(
  ledger: Ledger,
  { company, month }: { readonly company: string; readonly month?: string | undefined },
): Promise<Verification> {
  const anchors = await readHeads(ledger, company);
  if (anchors.reduce((sum, { sequence }) => sum + sequence, 0) > MOST_ENTRIES) throw tooLarge();
  const verifier = new LedgerVerifier({ sha256, month, anchors });
  for await (const entry of everyRow((page) => exportEntries(ledger, company, page), ROWS_PER_READ))
    verifier.take(entry);
  return verifier.end();
}

const tooLarge = () =>
  new HttpProblem(
    'answer-too-large',
    `The ledger has more than ${MOST_ENTRIES} entries: export it and verify it with "orderseam ledger verify".`,
    { rule: 'ledger-too-large' },
  );
