import type { AttributeValue, QueryCommandInput } from '@aws-sdk/client-dynamodb';
import type { Item } from '../../functions/shared/store/items.ts';
import { ConditionFailedError } from '../../functions/shared/store/refusals.ts';
import type { Store } from '../../functions/shared/store/store.ts';
import type { TableAction, TableInput, TableOutput, Tables } from '../../functions/shared/store/tables.ts';

/**
 * The tables as far as turning deliveries into records uses them, in this process: for simulations of many thousand short lives. What the
 * engine really does is tested elsewhere; an expression that is not known here fails.
 */
export function memoryStore(): Store {
  const rows = new Map<string, Map<string, Item>>();
  const tableOf = (name: string | undefined) => {
    const table = rows.get(name ?? '') ?? new Map<string, Item>();
    rows.set(name ?? '', table);
    return table;
  };
  const actions: Actions = {
    GetItem: ({ TableName, Key }) => ({ Item: tableOf(TableName).get(nameOf(Key)) }),
    PutItem: (input) => ({ Attributes: put(tableOf(input.TableName), input) }),
    BatchGetItem: ({ RequestItems = {} }) => ({
      Responses: Object.fromEntries(
        Object.entries(RequestItems).map(([name, { Keys = [] }]) => [
          name,
          Keys.map((key) => tableOf(name).get(nameOf(key))).filter((item) => item !== undefined),
        ]),
      ),
    }),
    BatchWriteItem: ({ RequestItems = {} }) => {
      for (const [name, requests] of Object.entries(RequestItems))
        for (const { PutRequest, DeleteRequest } of requests) {
          if (PutRequest?.Item) tableOf(name).set(nameOf(PutRequest.Item), PutRequest.Item);
          if (DeleteRequest) tableOf(name).delete(nameOf(DeleteRequest.Key));
        }
      return {};
    },
    BatchExecuteStatement: ({ Statements = [] }) => ({
      Responses: Statements.map(({ Statement = '', Parameters = [] }) =>
        insert(tableOf(/INTO "([^"]+)"/.exec(Statement)?.[1]), Statement, Parameters),
      ),
    }),
    Query: (input) => query([...tableOf(input.TableName).values()], input),
  };
  const tables = <Action extends TableAction>(action: Action, input: TableInput<Action>) =>
    Promise.resolve().then(() => {
      const act = (actions as Partial<Record<TableAction, (given: unknown) => unknown>>)[action];
      if (!act) throw new Error(`These tables do not know ${action}.`);
      return act(input) as TableOutput<Action>; // each action answers in its own shape, see `Actions`
    });
  return {
    tables: tables satisfies Tables,
    ...{ crm: 'crm', crossReferences: 'cross-references', deliveries: 'deliveries' },
  };
}

type Known = 'GetItem' | 'PutItem' | 'BatchGetItem' | 'BatchWriteItem' | 'BatchExecuteStatement' | 'Query';
type Actions = { [Action in Known]: (input: TableInput<Action>) => TableOutput<Action> };

const nameOf = (key: Item | undefined): string => `${key?.pk?.S ?? ''}\n${key?.sk?.S ?? ''}`;

function put(table: Map<string, Item>, input: TableInput<'PutItem'>): Item | undefined {
  const name = nameOf(input.Item);
  const stored = table.get(name);
  if (!holds(stored, input)) throw new ConditionFailedError(stored);
  if (input.Item) table.set(name, input.Item);
  return input.ReturnValues === 'ALL_OLD' ? stored : undefined;
}

function holds(
  stored: Item | undefined,
  { ConditionExpression: condition, ExpressionAttributeValues: values }: TableInput<'PutItem'>,
): boolean {
  if (condition === undefined) return true;
  if (condition === 'attribute_not_exists(pk)') return stored === undefined;
  const expected = /^version = (:\w+)$/.exec(condition)?.[1];
  if (expected === undefined) throw new Error(`These tables do not know the condition ${condition}.`);
  return stored?.version?.N === values?.[expected]?.N;
}

function insert(table: Map<string, Item>, statement: string, parameters: AttributeValue[]): object {
  const names = [...statement.matchAll(/'(\w+)': \?/g)].map(([, name]) => name ?? '');
  const item = Object.fromEntries(names.map((name, index) => [name, parameters[index]])) as Item;
  const stored = table.get(nameOf(item));
  if (stored) return { Error: { Code: 'DuplicateItem', Item: stored } };
  table.set(nameOf(item), item);
  return {};
}

const conditionPattern = /^(\w+) = (:\w+)(?: AND begins_with\((\w+), (:\w+)\))?$/;

function query(items: readonly Item[], input: QueryCommandInput): TableOutput<'Query'> {
  const [, pk = '', of = '', sk, prefix] = conditionPattern.exec(input.KeyConditionExpression ?? '') ?? [];
  if (pk === '') throw new Error(`These tables do not know ${input.KeyConditionExpression ?? ''}.`);
  const values = input.ExpressionAttributeValues ?? {};
  const sortName = sk ?? pk.replace(/pk$/, 'sk');
  const found = items
    .filter((item) => item[pk]?.S === values[of]?.S)
    .filter((item) => prefix === undefined || (item[sortName]?.S ?? '').startsWith(values[prefix]?.S ?? ''))
    .toSorted((a, b) => ((a[sortName]?.S ?? '') < (b[sortName]?.S ?? '') ? -1 : 1));
  if (input.ExclusiveStartKey || found.length > (input.Limit ?? found.length))
    throw new Error('These tables answer a query on one page only.');
  return { Items: input.ScanIndexForward === false ? found.toReversed() : found };
}
