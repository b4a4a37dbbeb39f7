import { Command } from 'commander';
import { hash } from 'node:crypto';
import * as z from 'zod';
import type { Anchor } from '../../domain/ledger/verify-chains.ts';
import { LedgerVerifier, type Verification } from '../../domain/ledger/verify-ledger.ts';
import { adminClientFor } from '../admin-client.ts';
import { month } from '../arguments.ts';
import { exitCodes } from '../exit-codes.ts';
import { print } from '../output.ts';
import { withProgress } from '../progress.ts';
import { linesOfFile } from '../read-file.ts';
import { UsageError } from '../usage-error.ts';
import { currentHeads, headsIn } from './heads.ts';
import { verificationLines } from './verification-lines.ts';

const optionsSchema = z.looseObject({
  fromApi: z.boolean().default(false),
  heads: z.string().optional(),
  month: z.string().optional(),
  json: z.boolean().default(false),
});
type Options = z.infer<typeof optionsSchema>;

/** What is verified, and where its chains have to end, as far as that is known. */
interface Evidence {
  readonly lines: AsyncIterable<string>;
  readonly anchors: readonly Anchor[];
}

/** `ledger verify`: proves an export from nothing but its entries, without a network. */
export const verifyCommand = (): Command =>
  new Command('verify')
    .description(
      'prove that chains are whole, every hand-over is legal, and every unit is in the ERP once or has its reason',
    )
    .argument('[export]', 'a file that "ledger export" wrote')
    .option('--from-api', 'read the entries from the Admin API instead')
    .option('--heads <file>', 'where the chains must end at least, as "ledger export --heads" wrote it')
    .option(
      '--month <month>',
      'totals and reasons of what was begun in it; the proof covers everything',
      month,
    )
    .option('--json', 'print {"entries", "findings", "totals", "unconfirmed"}')
    .action(async (file: string | undefined, given: Record<string, unknown>, command: Command) => {
      const options = optionsSchema.parse(given);
      const found = await evidence(file, options, command);
      const verification = await verify(found, options);
      print(options.json, verification, () => verificationLines(verification, found.anchors.length > 0));
      if (verification.findings.length > 0) process.exitCode = exitCodes.failed.code;
    });

async function evidence(file: string | undefined, options: Options, command: Command): Promise<Evidence> {
  if (options.fromApi === (file !== undefined))
    throw new UsageError('Name a file that "ledger export" wrote, or say --from-api.');
  const known = options.heads === undefined ? [] : await headsIn(options.heads);
  if (file !== undefined) return { lines: linesOfFile(file), anchors: known };
  const client = await adminClientFor(command);
  const anchors = [...known, ...(await currentHeads(client))];
  return { lines: client.lines('/ledger/export?limit=200'), anchors };
}

async function verify({ lines, anchors }: Evidence, options: Options): Promise<Verification> {
  const verifier = new LedgerVerifier({ sha256, anchors, month: options.month });
  let count = 0;
  await withProgress('Verifying the ledger', async (say) => {
    for await (const line of lines) {
      verifier.take(entryIn(line));
      count += 1;
      if (count % 1_000 === 0) say(`${count} entries so far`);
    }
  });
  return verifier.end();
}

const sha256 = (text: string): string => hash('sha256', text);

/** A line that is no JSON is evidence too: the verifier says what it thinks of it. */
function entryIn(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    if (error instanceof SyntaxError) return line;
    throw error;
  }
}
