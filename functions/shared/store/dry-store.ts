import type { Store } from './store.ts';
import type { TableAction, TableInput, TableOutput, Tables } from './tables.ts';

export interface DryStore extends Store {
  /** Whether anything would have been written. */
  readonly hasWritten: () => boolean;
}

const reading: ReadonlySet<TableAction> = new Set<TableAction>(['GetItem', 'BatchGetItem', 'Query']);

/**
 * The same tables, of which nothing is changed: reads are answered, writes are accepted and forgotten. What a write would do is then told
 * by the very code that does it. A write that is tried without reading before would seem to succeed: read first.
 */
export function dryStore(store: Store): DryStore {
  let written = false;
  const tables: Tables = <Action extends TableAction>(action: Action, input: TableInput<Action>) => {
    if (reading.has(action)) return store.tables(action, input);
    written = true;
    return Promise.resolve({} as TableOutput<Action>); // all of an output is optional
  };
  return { ...store, tables, hasWritten: () => written };
}
