import type { CanonicalProduct } from '../canonical/product.ts';
import { problem, type Problem } from '../refusal.ts';
import { mayBeSoldAs } from './line-kind.ts';
import type { DraftProductLine, OfferedProduct, SaleContext } from './quote-draft.ts';

/** Whether what a line sells can be sold. A line that stands in the quote already keeps what it sells (P-3). */
export function checkProduct(line: DraftProductLine, path: string, context: SaleContext): Problem[] {
  if (line.frozen) return [];
  if (line.product === undefined) return checkFreeLine(line, path);
  const product = context.products.get(line.product);
  const field = `${path}.product`;
  if (!product) return [problem(field, 'product-unknown', `There is no product ${line.product}.`)];
  return [...checkStatus(product, field), ...checkKind(line, product.canonical, path)];
}

function checkStatus({ canonical, isDeleted, successor }: OfferedProduct, field: string): Problem[] {
  const name = canonical.number ?? canonical.name ?? canonical.externalId;
  const advice = successor ? `; sell ${successor} instead.` : ' and has no successor; sell something else.';
  if (isDeleted || canonical.status === 'deleted') {
    return [problem(field, 'product-deleted', `Product ${name} was deleted in the ERP${advice}`)];
  }
  if (canonical.status === 'discontinued') {
    return [problem(field, 'product-discontinued', `Product ${name} is discontinued${advice}`)];
  }
  if (canonical.status !== 'blocked') return [];
  const reason = `Product ${name} is blocked in the ERP; have it unblocked, or sell something else.`;
  return [problem(field, 'product-blocked', reason)];
}

/** Whether it is goods or a service decides the VAT, and whether it is hours, where it goes. */
function checkKind({ productKind: wish }: DraftProductLine, { kind }: CanonicalProduct, path: string) {
  if (kind && wish && !mayBeSoldAs(kind, wish)) {
    const reason = `The ERP has it as ${kind}; it cannot be sold as ${wish}.`;
    return [problem(`${path}.productKind`, 'kind-differs', reason)];
  }
  if (kind ?? wish) return [];
  const reason = 'The ERP does not say what kind of product it is; say it here.';
  return [problem(`${path}.productKind`, 'kind-missing', reason)];
}

function checkFreeLine({ description, productKind, unitPrice }: DraftProductLine, path: string): Problem[] {
  const missing = (field: string, reason: string) => problem(`${path}.${field}`, `${field}-missing`, reason);
  return [
    ...(description?.trim() ? [] : [missing('description', 'Say what is sold, or name a product.')]),
    ...(productKind ? [] : [missing('productKind', 'Say what kind it is: goods, service, hourly …')]),
    ...(unitPrice === undefined ? [missing('unitPrice', 'A line without a product needs a price.')] : []),
  ];
}
