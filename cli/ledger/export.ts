import { Command } from 'commander';
import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import * as z from 'zod';
import { adminClientFor, type AdminClient } from '../admin-client.ts';
import { withProgress } from '../progress.ts';
import { currentHeads } from './heads.ts';

const optionsSchema = z.looseObject({ heads: z.string().optional() });

/** `ledger export`: every entry of the ledger, one JSON text per line. */
export const exportCommand = (): Command =>
  new Command('export')
    .description('write every entry of the ledger to a file, one JSON text per line')
    .argument('<file>', 'where to; what is there is replaced')
    .option(
      '--heads <file>',
      'write where the chains end there: kept apart, it proves that nothing was cut off',
    )
    .action(async (file: string, given: Record<string, unknown>, command: Command) => {
      const { heads } = optionsSchema.parse(given);
      const client = await adminClientFor(command);
      // Before the entries: what is added while they are read does not matter then.
      const ends = await currentHeads(client);
      const count = await exportTo(client, file);
      if (heads !== undefined) await writeFile(heads, `${JSON.stringify({ items: ends }, null, 2)}\n`);
      console.log(`${count} entries written to ${file}`);
    });

async function exportTo(client: AdminClient, file: string): Promise<number> {
  let count = 0;
  await withProgress('Exporting the ledger', async (say) => {
    const counted = async function* () {
      for await (const line of client.lines('/ledger/export?limit=200')) {
        count += 1;
        if (count % 1_000 === 0) say(`${count} entries so far`);
        yield `${line}\n`;
      }
    };
    await pipeline(Readable.from(counted()), createWriteStream(file));
  });
  return count;
}
