import type { BatchStatementRequest, BatchStatementResponse } from '@aws-sdk/client-dynamodb';
import { getDocument, putDocument, type Written } from './documents.ts';
import { itemOf, type DocumentItem, type Item } from './items.ts';
import type { Store } from './store.ts';

interface Waiting {
  readonly document: DocumentItem;
  readonly resolve: (written: Written) => void;
  readonly reject: (error: unknown) => void;
}

const MOST_PER_CALL = 25;

/** A call may have 16 MB; more than this is better off alone anyway. */
const LARGEST_TOGETHER = 50_000;

const waiting = new WeakMap<Store, Map<string, Waiting>>();

/**
 * Writes a document that is probably new. What is asked for at the same moment goes in one call, of which each write still stands
 * alone: conditional, and refused by itself. A call costs many times what a write in it does.
 */
export function insertTogether(store: Store, document: DocumentItem): Promise<Written> {
  const group = waiting.get(store) ?? startGroup(store);
  const name = `${document.key.pk}\n${document.key.sk}`;
  const isAlone = (document.body?.length ?? 0) > LARGEST_TOGETHER || group.has(name);
  if (isAlone || group.size === MOST_PER_CALL) return putDocument(store, document, 'absent');
  return new Promise((resolve, reject) => group.set(name, { document, resolve, reject }));
}

function startGroup(store: Store): Map<string, Waiting> {
  const group = new Map<string, Waiting>();
  waiting.set(store, group);
  setImmediate(() => {
    waiting.delete(store);
    void writeGroup(store, [...group.values()]);
  });
  return group;
}

/** Never rejects: whatever happens is told to those who wait. */
async function writeGroup(store: Store, group: readonly Waiting[]): Promise<void> {
  const [first] = group;
  if (first && group.length === 1)
    return void putDocument(store, first.document, 'absent').then(first.resolve, first.reject);
  try {
    const Statements = group.map(({ document }) => statementOf(store, document));
    const { Responses = [] } = await store.tables('BatchExecuteStatement', { Statements });
    group.forEach(
      (each, index) => void written(store, each, Responses[index]).then(each.resolve, each.reject),
    );
  } catch (error) {
    for (const { reject } of group) reject(error);
  }
}

function statementOf(store: Store, document: DocumentItem): BatchStatementRequest {
  const item: Item = itemOf(document);
  const names = Object.keys(item).map((name) => `'${name}': ?`);
  return {
    Statement: `INSERT INTO "${store.crm}" VALUE {${names.join(', ')}}`,
    Parameters: Object.values(item),
  };
}

/** Any error but "it is there already" may be the call's own: the write is tried once more by itself, which tells. */
async function written(
  store: Store,
  { document }: Waiting,
  answer: BatchStatementResponse | undefined,
): Promise<Written> {
  if (answer && !answer.Error) return { written: true, previous: undefined };
  if (answer?.Error?.Code !== 'DuplicateItem') return putDocument(store, document, 'absent');
  return { written: false, current: answer.Error.Item ?? (await getDocument(store, document.key)) };
}
