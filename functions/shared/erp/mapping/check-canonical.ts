import type * as z from 'zod';
import type { Entity } from '../../../../domain/canonical/change.ts';
import { canonicalDebtorSchema, type CanonicalDebtor } from '../../../../domain/canonical/debtor.ts';
import { canonicalInvoiceSchema, type CanonicalInvoice } from '../../../../domain/canonical/invoice.ts';
import { canonicalOrderSchema, type CanonicalOrder } from '../../../../domain/canonical/order.ts';
import { canonicalProductSchema, type CanonicalProduct } from '../../../../domain/canonical/product.ts';
import { MappingError, type FieldProblem } from '../../../../domain/errors.ts';
import { utcInstant } from '../helpers/dates.ts';
import { isJsonObject, type JsonValue } from '../lossless-json.ts';

export interface Canonical {
  debtor: CanonicalDebtor;
  product: CanonicalProduct;
  invoice: CanonicalInvoice;
  order: CanonicalOrder;
}

const schemas: { [E in Entity]: z.ZodType<Canonical[E]> } = {
  debtor: canonicalDebtorSchema,
  product: canonicalProductSchema,
  invoice: canonicalInvoiceSchema,
  order: canonicalOrderSchema,
};

/** More problems than a person reads at once are not listed; a document of 5,000 broken lines has them all alike. */
const MAX_PROBLEMS = 50;

/** The mapped value as canonical record, or a `MappingError` that names every field and what is wrong with it. */
export function checkedCanonical<E extends Entity>(entity: E, mapped: JsonValue): Canonical[E] {
  const result = schemas[entity].safeParse(withUtcTime(mapped));
  if (result.success) return result.data;
  const problems = result.error.issues.slice(0, MAX_PROBLEMS).map(problemOf);
  const listed = problems.slice(0, 5).map(({ field, reason }) => `${field}: ${reason}`);
  throw new MappingError(`The ${entity} does not fit the canonical shape. ${listed.join('; ')}.`, problems);
}

/** `modifiedAt` may carry any offset; stored and compared is UTC. What is no instant is left to the schema to name. */
function withUtcTime(mapped: JsonValue): JsonValue {
  if (!isJsonObject(mapped)) return mapped;
  const { modifiedAt } = mapped;
  if (typeof modifiedAt !== 'string' || modifiedAt.endsWith('Z')) return mapped;
  return { ...mapped, modifiedAt: utcInstant(modifiedAt) ?? modifiedAt };
}

function problemOf(issue: z.core.$ZodIssue): FieldProblem {
  const field = issue.path.map((key, index) => segment(key, index)).join('');
  const isMissing = issue.code === 'invalid_type' && issue.message.endsWith('received undefined');
  return { field: field === '' ? '(record)' : field, reason: isMissing ? 'is missing' : issue.message };
}

function segment(key: PropertyKey, index: number): string {
  if (typeof key === 'number') return `[${key}]`;
  return index === 0 ? String(key) : `.${String(key)}`;
}
