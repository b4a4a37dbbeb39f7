import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { loadConnector, type Connector } from '../../functions/shared/erp/connectors.ts';
import { anInvoice } from '../load/invoices.ts';
import { repository } from '../subject/assembly.ts';

/** An invoice as its ERP answers it, so many lines long. */
export interface LongInvoice {
  readonly connector: Connector;
  readonly body: Buffer;
  readonly settings: Readonly<Record<string, string>>;
}

/** Where each connector shows an invoice with lines of several kinds, and the list they stand in. */
const samples: Readonly<Record<string, { file: string; lines: string }>> = {
  'business-central': { file: 'sales-invoice.json', lines: 'salesInvoiceLines' },
  erpnext: { file: 'invoice-lines.vector.json', lines: 'items' },
  odoo: { file: 'invoice.vector.json', lines: 'lines' },
};

export const mappedConnectors = ['standard', ...Object.keys(samples)] as const;

export function longInvoice(name: string, lines: number): LongInvoice {
  const connector = loadConnector(join(repository, 'connectors', name));
  const record = name === 'standard' ? ownInvoice(lines) : repeated(name, lines);
  const settings = { localCurrency: 'EUR', timeZone: 'Europe/Vienna' };
  return { connector, settings, body: Buffer.from(JSON.stringify(record)) };
}

const ownInvoice = (lines: number): unknown =>
  z.object({ data: z.unknown() }).parse(anInvoice('mapping', 1, lines)).data;

const recordSchema = z.record(z.string(), z.json());
const vectorSchema = z.object({
  body: z.union([z.tuple([recordSchema]), z.object({ data: z.tuple([recordSchema]) })]),
});

/** The connector's own sample, its lines one after the other until there are enough. */
function repeated(name: string, count: number): unknown {
  const sample = samples[name];
  if (sample === undefined) throw new Error(`There is no sample of ${name}.`);
  const written: unknown = JSON.parse(
    readFileSync(join(repository, 'connectors', name, 'vectors', sample.file), 'utf8'),
  );
  const record = sample.file.endsWith('.vector.json') ? recordIn(written) : recordSchema.parse(written);
  const lines = z.array(z.json()).min(1).parse(record[sample.lines]);
  return {
    ...record,
    [sample.lines]: Array.from({ length: count }, (_, index) => lines[index % lines.length]),
  };
}

function recordIn(vector: unknown): Record<string, unknown> {
  const { body } = vectorSchema.parse(vector);
  return Array.isArray(body) ? body[0] : body.data[0];
}
