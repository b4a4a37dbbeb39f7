import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import * as z from 'zod';
import type { Entity } from '../../domain/canonical/change.ts';
import { loadConnector, type Connector } from '../../functions/shared/erp/connectors.ts';
import { parseLossless, type JsonValue } from '../../functions/shared/erp/lossless-json.ts';
import { mapToCanonical } from '../../functions/shared/erp/map-to-canonical.ts';
import { anInvoice } from '../load/invoices.ts';
import { machine, print, spreadOf } from '../report.ts';
import { repository } from '../subject/assembly.ts';

const positive = z.coerce.number().int().positive();
const optionsSchema = z.object({ count: positive, rounds: positive });

/** CPU of reading and mapping one record, connector by connector: the part that only the mapping decides. */
export function mappingCommand(): Command {
  return new Command('mapping')
    .description('CPU of parsing and mapping one record')
    .option('--count <n>', 'records per round', '2000')
    .option('--rounds <n>', 'rounds', '5')
    .action(async (options: unknown) => print(await mapping(optionsSchema.parse(options))));
}

async function mapping(options: z.infer<typeof optionsSchema>): Promise<object> {
  const context = machine();
  const records: Record<string, object> = {};
  for (const { name, connector, entity, body } of subjects()) {
    const rounds = [];
    await microsPer(connector, { entity, body }, options.count);
    for (let round = 0; round < options.rounds; round += 1)
      rounds.push(await microsPer(connector, { entity, body }, options.count));
    records[name] = { bytes: body.length, cpuMicros: spreadOf(rounds, 1) };
  }
  return { job: 'mapping', ...options, records, machine: context };
}

interface Source {
  readonly entity: Entity;
  readonly body: Buffer;
}

async function microsPer(connector: Connector, { entity, body }: Source, count: number): Promise<number> {
  const before = process.threadCpuUsage();
  for (let n = 0; n < count; n += 1)
    await mapToCanonical(connector, { entity, payload: payloadOf(body), settings });
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / count;
}

const settings = { localCurrency: 'EUR' };

function payloadOf(body: Buffer): JsonValue {
  const json = parseLossless(body);
  if (!json.ok) throw new Error(`A sample is no JSON: ${json.reason}.`);
  return json.value;
}

type Subject = Source & { readonly name: string; readonly connector: Connector };

/** The same job for both ways a connector can map: names that are ours already, and expressions for record and lines. */
function subjects(): Subject[] {
  const folder = join(repository, 'connectors');
  const { data } = anInvoice('mapping', 1, LINES) as { readonly data: object };
  return [
    subject('standard', loadConnector(join(folder, 'standard')), data),
    subject(
      'business-central',
      loadConnector(join(folder, 'business-central')),
      businessCentralInvoice(folder),
    ),
  ];
}

const LINES = 20;

const subject = (name: string, connector: Connector, record: object): Subject => ({
  ...{ name, connector },
  entity: 'invoice',
  body: Buffer.from(JSON.stringify(record)),
});

const invoiceSchema = z.looseObject({ salesInvoiceLines: z.array(z.looseObject({})).min(1) });

/** The connector's own sample, its lines repeated. */
function businessCentralInvoice(folder: string): object {
  const file = join(folder, 'business-central/vectors/sales-invoice.json');
  const sample = invoiceSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const lines = sample.salesInvoiceLines;
  const salesInvoiceLines = Array.from({ length: LINES }, (_, index) => lines[index % lines.length]);
  return { ...sample, salesInvoiceLines };
}
