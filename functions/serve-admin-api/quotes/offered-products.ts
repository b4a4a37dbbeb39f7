import type { OfferedProduct } from '../../../domain/quotes/quote-draft.ts';
import type { ProductRecord } from '../../../domain/records/product.ts';
import { productIdSchema } from '../../../domain/records/record-parts.ts';
import { getProducts, productsNumbered } from '../../shared/store/read-products.ts';
import { recordIdOf } from '../../shared/store/record-ids.ts';
import type { Store } from '../../shared/store/store.ts';

interface Wanted {
  readonly company: string;
  /** Numbers or ids, as the lines ask for them. */
  readonly asked: readonly string[];
  /** The connection that takes orders: its product wins where several have the number. */
  readonly connectionId: string | undefined;
}

/** The products that lines ask for, by what they ask; with the number of their successor, where the ERP names one. */
export async function offeredProducts(store: Store, wanted: Wanted): Promise<Map<string, OfferedProduct>> {
  const found = await productsAsked(store, wanted);
  const successors = await successorNumbers(store, wanted.company, [...found.values()]);
  return new Map([...found].map(([asked, product]) => [asked, offered(product, successors)]));
}

async function productsAsked(
  store: Store,
  { company, asked, connectionId }: Wanted,
): Promise<Map<string, ProductRecord>> {
  const [ids, numbers] = partition([...new Set(asked)]);
  const [byId, byNumber] = await Promise.all([
    getProducts(store, company, ids),
    productsNumbered(store, company, numbers),
  ]);
  const found = new Map(byId.map((product) => [product.recordId, product]));
  for (const number of numbers) {
    const best = byNumber
      .filter((product) => rank(product, number, connectionId) < NOT_MEANT)
      .toSorted((one, other) => rank(one, number, connectionId) - rank(other, number, connectionId))[0];
    if (best) found.set(number, best);
  }
  return found;
}

const isId = (asked: string): boolean => productIdSchema.safeParse(asked).success;

const partition = (asked: readonly string[]): [ids: string[], numbers: string[]] => [
  asked.filter(isId),
  asked.filter((each) => !isId(each)),
];

const NOT_MEANT = 8;

/** Lowest first: of the right ERP, still there, and by its number of today before a former one. */
function rank(
  { canonical, formerNumbers, connectionId, deletedAt }: ProductRecord,
  number: string,
  wantedConnection: string | undefined,
): number {
  if (canonical.number !== number && !formerNumbers.includes(number)) return NOT_MEANT;
  const isElsewhere = wantedConnection !== undefined && connectionId !== wantedConnection;
  return Number(isElsewhere) * 4 + Number(deletedAt !== undefined) * 2 + Number(canonical.number !== number);
}

async function successorNumbers(
  store: Store,
  company: string,
  products: readonly ProductRecord[],
): Promise<Map<string, string>> {
  const ids = products.flatMap((product) => successorIdOf(product) ?? []);
  const successors = ids.length === 0 ? [] : await getProducts(store, company, ids);
  return new Map(
    successors.map(({ recordId, canonical }) => [recordId, canonical.number ?? canonical.externalId]),
  );
}

function successorIdOf({ connectionId, canonical }: ProductRecord): string | undefined {
  const { replacedBy: externalId } = canonical;
  return externalId ? recordIdOf({ connectionId, entity: 'product', externalId }) : undefined;
}

function offered(product: ProductRecord, successors: ReadonlyMap<string, string>): OfferedProduct {
  const { recordId: productId, canonical, deletedAt } = product;
  const successor = successors.get(successorIdOf(product) ?? '');
  return {
    ...{ productId, canonical },
    ...(deletedAt === undefined ? {} : { isDeleted: true }),
    ...(successor === undefined ? {} : { successor }),
  };
}
