import type { QueryCommandInput } from '@aws-sdk/client-dynamodb';
import { InvalidCursorError } from '../../../domain/errors.ts';
import type { Item } from './items.ts';
import { closeCursor, openCursor } from './page-cursor.ts';
import type { Store } from './store.ts';

export interface PageRequest {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** A page may hold fewer items than asked for, even none, and still have a cursor: the work per request is bounded. */
export interface Page<Row> {
  readonly items: Row[];
  readonly cursor?: string;
}

/** One stretch of a table or index: a partition and optionally a range of its sort key. */
export interface Stretch {
  readonly partition: string;
  readonly prefix?: string;
  readonly from?: string;
  readonly to?: string;
}

export interface Listing<Row> {
  readonly table: string;
  readonly index?: 'gsi1' | 'gsi2';
  readonly descending?: boolean;
  /** Read one after the other. */
  readonly stretches: readonly Stretch[];
  /** The row an item stands for, or undefined where a filter drops it. */
  readonly read: (item: Item) => Row | undefined;
}

const MOST_QUERIES_PER_PAGE = 40;

export async function listPage<Row>(
  store: Pick<Store, 'tables'>,
  listing: Listing<Row>,
  page: PageRequest,
): Promise<Page<Row>> {
  const items: Row[] = [];
  let position: Place | undefined = placeOf(listing, page.cursor);
  for (let queries = 0; position && items.length < page.limit; queries += 1) {
    if (queries === MOST_QUERIES_PER_PAGE) break;
    position = await readOn(store, listing, { position, items, limit: page.limit, queries });
  }
  return position ? { items, cursor: cursorAt(listing, position) } : { items };
}

/** In which stretch, and after which item. */
interface Place {
  readonly stretch: number;
  readonly after?: Record<string, string> | undefined;
}

function placeOf<Row>({ stretches }: Listing<Row>, cursor: string | undefined): Place {
  if (cursor === undefined) return { stretch: 0 };
  const { partition, after } = openCursor(cursor);
  const stretch = stretches.findIndex((each) => each.partition === partition);
  if (stretch < 0) throw ofAnotherList();
  return { stretch, after };
}

const cursorAt = <Row>({ stretches }: Listing<Row>, { stretch, after }: Place): string =>
  closeCursor({ partition: stretches[stretch]?.partition ?? '', after });

const ofAnotherList = () => new InvalidCursorError('This cursor belongs to another list.');

/** DynamoDB refuses a range that ends before it starts; to a person it simply holds nothing. */
const isEmpty = ({ from, to }: Stretch): boolean => from !== undefined && to !== undefined && from > to;

interface Reading<Row> {
  readonly position: Place;
  readonly items: Row[];
  readonly limit: number;
  readonly queries: number;
}

/** Reads one query's worth of items and says where to go on; undefined at the end of the last stretch. */
async function readOn<Row>(
  store: Pick<Store, 'tables'>,
  listing: Listing<Row>,
  reading: Reading<Row>,
): Promise<Place | undefined> {
  const { stretch: index } = reading.position;
  const stretch = listing.stretches[index];
  if (!stretch) return undefined;
  if (isEmpty(stretch)) return { stretch: index + 1 };
  const answer = await store.tables('Query', queryOf(listing, stretch, reading));
  for (const item of answer.Items ?? []) {
    const row = listing.read(item);
    if (row !== undefined) reading.items.push(row);
    if (reading.items.length === reading.limit)
      return { stretch: index, after: keyAttributes(listing, item) };
  }
  if (answer.LastEvaluatedKey)
    return { stretch: index, after: keyAttributes(listing, answer.LastEvaluatedKey) };
  return index + 1 < listing.stretches.length ? { stretch: index + 1 } : undefined;
}

function queryOf<Row>(listing: Listing<Row>, stretch: Stretch, reading: Reading<Row>): QueryCommandInput {
  const [partitionName, sortName] = namesOf(listing);
  const range = rangeOf(stretch);
  return {
    TableName: listing.table,
    ...(listing.index ? { IndexName: listing.index } : {}),
    KeyConditionExpression: `${partitionName} = :partition${range.expression.replace('SORT', sortName)}`,
    ExpressionAttributeValues: { ':partition': { S: stretch.partition }, ...range.values },
    ScanIndexForward: !listing.descending,
    Limit: itemsPerQuery(reading),
    ...(reading.position.after
      ? { ExclusiveStartKey: startKey(listing, stretch, reading.position.after) }
      : {}),
  };
}

/** A filter that rarely fits is helped by reading more at a time. */
const itemsPerQuery = ({ limit, queries }: { readonly limit: number; readonly queries: number }): number =>
  Math.min(1_000, Math.max(50, limit) * 2 ** queries);

function rangeOf({ prefix, from, to }: Stretch): { expression: string; values: Item } {
  if (prefix !== undefined) {
    return { expression: ' AND begins_with(SORT, :prefix)', values: { ':prefix': { S: prefix } } };
  }
  if (from === undefined || to === undefined) return { expression: '', values: {} };
  return {
    expression: ' AND SORT BETWEEN :from AND :to',
    values: { ':from': { S: from }, ':to': { S: to } },
  };
}

const namesOf = <Row>(listing: Listing<Row>): [string, string] =>
  listing.index ? [`${listing.index}pk`, `${listing.index}sk`] : ['pk', 'sk'];

const keyNames = <Row>(listing: Listing<Row>): string[] => [...new Set(['pk', 'sk', namesOf(listing)[1]])];

const keyAttributes = <Row>(listing: Listing<Row>, item: Item): Record<string, string> =>
  Object.fromEntries(keyNames(listing).map((name) => [name, item[name]?.S ?? '']));

/** The partition never comes from the cursor, and its record must belong to the same company (S1). */
function startKey<Row>(listing: Listing<Row>, stretch: Stretch, after: Record<string, string>): Item {
  const start: Item = Object.fromEntries(keyNames(listing).map((name) => [name, { S: after[name] ?? '' }]));
  const foreign = listing.index ? !isOfSameOwner(stretch, after.pk) : after.pk !== stretch.partition;
  if (foreign || Object.values(start).some((value) => value.S === '')) {
    throw ofAnotherList();
  }
  const [partitionName] = namesOf(listing);
  return { ...start, [partitionName]: { S: stretch.partition } };
}

/**
 * Connections are found by their id alone; the index partition still holds them to the company. The lists for schedulers are of
 * all companies.
 */
function isOfSameOwner(stretch: Stretch, pk = ''): boolean {
  if (!stretch.partition.includes('#')) return true;
  const owner = stretch.partition.split('#', 1)[0] ?? '';
  return pk.startsWith(`${owner}#`) || pk.startsWith('connection#');
}
