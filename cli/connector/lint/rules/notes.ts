import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Entity } from '../../../../domain/canonical/change.ts';
import { canonicalDebtorSchema } from '../../../../domain/canonical/debtor.ts';
import { canonicalInvoiceSchema, canonicalLineSchema } from '../../../../domain/canonical/invoice.ts';
import { canonicalOrderSchema } from '../../../../domain/canonical/order.ts';
import { canonicalProductSchema } from '../../../../domain/canonical/product.ts';
import type { Finding } from '../finding.ts';
import { leavesOf, placeOf } from '../payload-leaves.ts';
import { findingAt, type Subject } from '../probes.ts';

const fieldsOfShape: Readonly<Record<Entity, readonly string[]>> = {
  debtor: Object.keys(canonicalDebtorSchema.shape),
  product: Object.keys(canonicalProductSchema.shape),
  invoice: [
    ...Object.keys(canonicalInvoiceSchema.shape),
    ...Object.keys(canonicalLineSchema.shape).map((name) => `lines[].${name}`),
  ],
  order: Object.keys(canonicalOrderSchema.shape),
};

/** Fields of our shape that no vector of a resource shows: one note for each resource. */
export function neverSetFindings(subject: Subject): Finding[] {
  return Object.entries(subject.connector.manifest.resources).flatMap(([resource, { entity }]) => {
    const samples = subject.samples.filter((sample) => sample.resource === resource);
    const [sample] = samples;
    if (sample === undefined) return [];
    const set = samples.flatMap(({ record }) => leavesOf(record)).filter(({ value }) => value !== null);
    const places = set.map(({ path }) => placeOf(path));
    const missing = fieldsOfShape[entity].filter((name) => !places.some((place) => isAt(place, name)));
    if (missing.length === 0) return [];
    const sentence = `has fields that no vector of ${resource} shows: ${missing.join(', ')};`;
    return [findingAt(subject, { rule: 'never-set', sample, field: [entity], sentence })];
  });
}

const isAt = (place: string, name: string): boolean =>
  place === name || place.startsWith(`${name}.`) || place.startsWith(`${name}[`);

/** Places that still say that something has to be said. */
export function toDoFindings(folder: string): Finding[] {
  const files = readdirSync(folder).filter((file) => /\.(json|jsonata|md)$/.test(file));
  return files.flatMap((file) => {
    const lines = readFileSync(join(folder, file), 'utf8').split('\n');
    return lines.flatMap((text, index) => {
      const open = (file.endsWith('.md') ? /^\s*- \[ \] (.*)/ : /\b(TODO\b[^"*]*)/).exec(text)?.[1];
      return open === undefined
        ? []
        : [{ rule: 'to-do', file, line: index + 1, sentence: open.trim() } as const];
    });
  });
}
