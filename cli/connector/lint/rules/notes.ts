import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { Entity } from '../../../../domain/canonical/change.ts';
import { canonicalDebtorSchema } from '../../../../domain/canonical/debtor.ts';
import { canonicalInvoiceSchema, canonicalLineSchema } from '../../../../domain/canonical/invoice.ts';
import { canonicalOrderSchema } from '../../../../domain/canonical/order.ts';
import { canonicalProductSchema } from '../../../../domain/canonical/product.ts';
import type { JsonValue } from '../../../../functions/shared/erp/lossless-json.ts';
import type { Finding } from '../finding.ts';
import { leavesOf, placeOf } from '../payload-leaves.ts';
import type { Subject } from '../probes.ts';
import { lineOfMember } from '../source-lines.ts';

const fieldsOfShape: Readonly<Record<Entity, readonly string[]>> = {
  // A deletion is announced, never mapped.
  debtor: Object.keys(canonicalDebtorSchema.shape).filter((name) => name !== 'deleted'),
  product: Object.keys(canonicalProductSchema.shape),
  invoice: [
    ...Object.keys(canonicalInvoiceSchema.shape),
    ...Object.keys(canonicalLineSchema.shape).map((name) => `lines[].${name}`),
  ],
  order: Object.keys(canonicalOrderSchema.shape),
};

/** Fields of our shape that no vector of a resource shows: one note for each resource. */
export function neverSetFindings({ connector, manifestText, samples }: Subject): Finding[] {
  return Object.entries(connector.manifest.resources).flatMap(
    ([resource, { entity, mapping }]): Finding[] => {
      const records = samples.filter((sample) => sample.resource === resource).map(({ record }) => record);
      const places = placesSet(records);
      const missing = fieldsOfShape[entity].filter((name) => !places.some((place) => isAt(place, name)));
      if (records.length === 0 || missing.length === 0) return [];
      const sentence = `no vector of ${resource} shows ${missing.join(', ')}`;
      return mapping.kind === 'expression'
        ? [{ rule: 'never-set', file: mapping.file, line: 1, sentence }]
        : [
            {
              rule: 'never-set',
              file: 'connector.json',
              line: lineOfMember(manifestText, resource),
              sentence,
            },
          ];
    },
  );
}

/** Where records hold something. */
const placesSet = (records: readonly JsonValue[]): string[] =>
  records
    .flatMap((record) => leavesOf(record))
    .filter(({ value }) => value !== null)
    .map(({ path }) => placeOf(path));

const isAt = (place: string, name: string): boolean =>
  place === name || place.startsWith(`${name}.`) || place.startsWith(`${name}[`);

/** Places that still say that something has to be said. */
export function toDoFindings(folder: string): Finding[] {
  const files = readdirSync(folder).filter((file) => /\.(json|jsonata|md)$/.test(file));
  return files.flatMap((file) => {
    const lines = readFileSync(join(folder, file), 'utf8').split('\n');
    return lines.flatMap((text, index) => {
      const open = OPEN[extname(file)]?.exec(text)?.[1];
      return open === undefined
        ? []
        : [{ rule: 'to-do', file, line: index + 1, sentence: open.trim() } as const];
    });
  });
}

/** How each kind of file marks what is open, without what ends the text or the comment. */
const OPEN: Readonly<Record<string, RegExp>> = {
  '.md': /^\s*- \[ \] (.*)/,
  '.json': /\b(TODO\b.*?)"?,?\s*$/,
  '.jsonata': /\b(TODO\b.*?)\s*(?:\*\/|$)/,
};
