import { productRecordSchema, type ProductRecord } from '../../../domain/records/product.ts';
import { unpackBody } from './body-codec.ts';
import { keyOf, type Item } from './items.ts';
import { keys } from './keys.ts';
import { getProduct } from './products.ts';
import { idsNumbered } from './sales-numbers.ts';
import type { Store } from './store.ts';
import type { TableInput, TableOutput } from './tables.ts';

/** DynamoDB gives no more in one call, and of many large ones fewer. */
const MOST_PER_CALL = 100;

/** Those that exist, with their price lists, in few calls. */
export async function getProducts(
  store: Store,
  company: string,
  productIds: readonly string[],
): Promise<ProductRecord[]> {
  const ids = [...new Set(productIds)];
  const products: ProductRecord[] = [];
  for (let start = 0; start < ids.length; start += MOST_PER_CALL)
    products.push(...(await readTogether(store, company, ids.slice(start, start + MOST_PER_CALL))));
  return products;
}

async function readTogether(store: Store, company: string, ids: readonly string[]): Promise<ProductRecord[]> {
  const products: ProductRecord[] = [];
  let left: TableInput<'BatchGetItem'>['RequestItems'] = {
    [store.crm]: { Keys: ids.map((id) => keyOf(keys.record(company, id))), ConsistentRead: true },
  };
  while (left && Object.keys(left).length > 0) {
    const answer: TableOutput<'BatchGetItem'> = await store.tables('BatchGetItem', { RequestItems: left });
    const read = (answer.Responses?.[store.crm] ?? []).map((item) => productOf(store, company, item));
    products.push(...(await Promise.all(read)).filter((product) => product !== undefined));
    left = answer.UnprocessedKeys;
  }
  return products;
}

/** A price list so long that it lies in pieces is read by itself. */
async function productOf(store: Store, company: string, item: Item): Promise<ProductRecord | undefined> {
  if (item.body?.B) return productRecordSchema.parse(unpackBody(item.body.B));
  return getProduct(store, company, item.pk?.S?.slice(company.length + 1) ?? '');
}

/** Every product that has or had one of the numbers (D-6), in no order. */
export async function productsNumbered(
  store: Store,
  company: string,
  numbers: readonly string[],
): Promise<ProductRecord[]> {
  const ids = await Promise.all(
    numbers.map((number) => idsNumbered(store, { company, entity: 'product', number })),
  );
  return getProducts(store, company, ids.flat());
}
