import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../../local/cloud/dynamodb/engine.ts';
import { findDynamoDbLocal } from '../../../local/cloud/dynamodb/dynamodb-local.ts';
import { findDynoxide } from '../../../local/cloud/dynamodb/dynoxide.ts';
import { startDynamoDb, type RunningDynamoDb } from '../../../local/cloud/dynamodb/index.ts';
import { expressionCases } from '../../support/dynamodb-conformance/expression-cases.ts';
import { itemCases } from '../../support/dynamodb-conformance/item-cases.ts';
import { queryCases } from '../../support/dynamodb-conformance/query-cases.ts';
import { streamCases } from '../../support/dynamodb-conformance/stream-cases.ts';
import { tableCases } from '../../support/dynamodb-conformance/table-cases.ts';
import { TableUnderTest } from '../../support/dynamodb-conformance/table-under-test.ts';
import { transactionCases } from '../../support/dynamodb-conformance/transaction-cases.ts';

const ENGINES: [name: Engine['name'], found: Engine | undefined, needs: string][] = [
  ['dynoxide', findDynoxide(), 'Linux x64'],
  ['dynamodb-local', findDynamoDbLocal(), 'Java 17'],
];

describe.each(ENGINES)('DynamoDB as %s', (name, found, needs) => {
  describe.skipIf(!found)(`on ${needs}`, () => {
    let engine: RunningDynamoDb;
    let table: TableUnderTest;
    beforeAll(async () => {
      engine = await startDynamoDb({ engine: name });
      table = new TableUnderTest(engine.endpoint);
      await table.create();
    });
    afterAll(() => engine.close());

    it('is the engine that was asked for', () => {
      expect(engine.engine).toBe(name);
    });

    describe('items', () => itemCases(() => table));
    describe('expressions', () => expressionCases(() => table));
    describe('queries', () => queryCases(() => table));
    describe('transactions', () => transactionCases(() => table));
    describe('streams', () => streamCases(() => table));
    describe('tables', () => tableCases(() => table, name));
  });
});
