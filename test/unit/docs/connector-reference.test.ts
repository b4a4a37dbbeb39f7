import { globSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { canonicalDebtorSchema } from '../../../domain/canonical/debtor.ts';
import { canonicalInvoiceSchema, canonicalLineSchema } from '../../../domain/canonical/invoice.ts';
import { canonicalOrderSchema } from '../../../domain/canonical/order.ts';
import { canonicalProductSchema } from '../../../domain/canonical/product.ts';
import { ruleNames } from '../../../cli/connector/lint/finding.ts';
import { mappingFunctions } from '../../../functions/shared/erp/helpers/mapping-functions.ts';
import { jsonExamplesOf, problemsOfExample } from '../../support/docs/json-examples.ts';
import { fieldsOf, type SchemaField } from '../../support/docs/schema-fields.ts';
import { sectionsOf, type Section } from '../../support/docs/sections.ts';

const pageOf = (name: string) => readFileSync(`docs/connectors/${name}.md`, 'utf8');
const sections = ['manifest', 'outbound'].flatMap((name) => sectionsOf(pageOf(name)));
const fields = fieldsOf(JSON.parse(readFileSync('docs/schemas/connector.schema.json', 'utf8')));

/** Requests are all alike; they are told of in one place. */
const requestFields = ['method', 'path', 'query', 'headers', 'body', 'pageSize', 'quoting'];
const isOfRequest = ({ name, siblings }: SchemaField) =>
  requestFields.includes(name) && ['path', 'headers'].every((each) => siblings.includes(each));

/** The section whose heading comes closest to where a field stands. */
function sectionOf(field: SchemaField): Section | undefined {
  if (isOfRequest(field)) return sections.find(({ heading }) => heading === 'Requests');
  const depthOf = ({ about }: Section) =>
    Math.max(...about.map((path) => (isBelow(field.path, path) ? path.length : -1)));
  return sections.filter((each) => depthOf(each) >= 0).toSorted((a, b) => depthOf(b) - depthOf(a))[0];
}

const isBelow = (path: string, above: string) =>
  above === '' || path === above || path.startsWith(`${above}.`);

const missingOf = (field: SchemaField): string[] => {
  const section = sectionOf(field);
  return [field.name, ...field.words]
    .filter((word) => section?.words.has(word) !== true)
    .map((word) => `"${section?.heading ?? 'nowhere'}" does not tell of ${field.path}: \`${word}\``);
};

describe('the reference of the manifest', () => {
  it('reads the whole schema', () => {
    const paths = fields.map(({ path }) => path);
    expect(paths).toEqual(
      expect.arrayContaining([
        '$schema',
        'webhook.authenticity.timestamp.unit',
        'outbound.order.create.steps.batch.into',
      ]),
    );
  });

  it('tells of every field, and of every word that a field may hold, where its heading says', () => {
    expect([...new Set(fields.flatMap(missingOf))]).toEqual([]);
  });

  it('names no section that the manifest does not have', () => {
    const known = new Set(['connector.json', 'outbound', ...fields.map(({ path }) => path)]);
    expect(sections.flatMap(({ about }) => about).filter((path) => path !== '' && !known.has(path))).toEqual(
      [],
    );
  });
});

describe('the page on mappings', () => {
  const page = pageOf('mappings');

  it('tells of every function that we add to JSONata, and of those that are not there', () => {
    const missing = Object.keys(mappingFunctions).filter((name) => !new RegExp(`\\$${name}\\b`).test(page));
    expect(missing).toEqual([]);
  });

  it.each([
    ['Debtors', canonicalDebtorSchema],
    ['Products', canonicalProductSchema],
    ['Invoices and credit notes', canonicalInvoiceSchema],
    ['Lines', canonicalLineSchema],
    ['Orders', canonicalOrderSchema],
  ])('tells of every field of our shape, and of every word that it may hold: %s', (heading, schema) => {
    const common = ['externalId', 'modifiedAt', 'version'];
    const section = sectionsOf(page).find((each) => each.heading === heading);
    const inLines = (path: string) => heading !== 'Lines' && path.startsWith('lines.');
    const words = fieldsOf(z.toJSONSchema(schema))
      .filter(({ path }) => !common.includes(path) && !inLines(path))
      .flatMap((field) => [field.name, ...field.words]);

    expect(words.filter((word) => section?.words.has(word) !== true)).toEqual([]);
  });
});

describe('the examples in the pages', () => {
  const standard: unknown = JSON.parse(readFileSync('connectors/standard/connector.json', 'utf8'));
  const examples = globSync('docs/connectors{.md,/*.md}')
    .toSorted()
    .flatMap((page) =>
      jsonExamplesOf(readFileSync(page, 'utf8')).map((code, index) => ({ page, example: index + 1, code })),
    );

  it('are found', () => {
    expect(examples.map(({ page }) => page)).toEqual(
      expect.arrayContaining(['docs/connectors/manifest.md', 'docs/connectors/vectors.md']),
    );
  });

  it.each(examples)(
    'of $page fit the schema, written from the top of a manifest or as vector: $example',
    ({ code }) => {
      expect(problemsOfExample(code, standard)).toEqual([]);
    },
  );

  it('are told from what does not fit', () => {
    expect(problemsOfExample('{"http": {"paging": {"kind": "page", "sise": 50}}}', standard)).not.toEqual([]);
    expect(problemsOfExample('{"title": "no rule", "expect": {"authentik": true}}', standard)).not.toEqual(
      [],
    );
  });
});

describe('the page on the linter', () => {
  it('tells of every rule, and of no other', () => {
    const rows = [...pageOf('linter').matchAll(/^\| `([a-z-]+)` /gm)].map(([, name]) => name);
    expect(rows.toSorted()).toEqual(ruleNames.toSorted());
  });
});

describe('the guide', () => {
  it('links to every connector that shows a mechanism', () => {
    const guide = readFileSync('docs/connectors.md', 'utf8');
    const shown = globSync('test/connectors/*/connector.json').map((file) => dirname(file));
    expect(shown.length).toBeGreaterThan(0);
    expect(shown.filter((folder) => !guide.includes(`(../${folder})`))).toEqual([]);
  });
});
