import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { AnyPrincipal, Effect, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { NodeFunction } from './node-function.ts';
import { grantEncryption } from './encryption.ts';

export interface RecordTableProps {
  /** Environment variable that carries the table's name to the functions that may use it. */
  readonly variable: string;
  readonly key: IKey;
  readonly removalPolicy: RemovalPolicy;
  /** Attribute with the epoch second after which an item may go. */
  readonly expiresAt?: string;
  /** A journal: the table itself denies everybody to delete an item or to change one by a statement. */
  readonly appendOnly?: boolean;
  /** Sparse indexes; `gsi1` is keyed by `gsi1pk` and `gsi1sk` and carries the listed attributes. */
  readonly indexes?: readonly { readonly name: string; readonly attributes: readonly string[] }[];
}

const readActions = ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'];
const appendActions = ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:ConditionCheckItem'];
const writeActions = [
  'dynamodb:PutItem',
  'dynamodb:UpdateItem',
  'dynamodb:DeleteItem',
  'dynamodb:BatchWriteItem',
  'dynamodb:ConditionCheckItem',
  // Inserts of a batch in one call are statements, which have a permission of their own.
  'dynamodb:PartiQLInsert',
];

/** A table with string keys `pk` and `sk`, billed on demand, recoverable to any second of the last 35 days. */
export class RecordTable extends Construct {
  readonly table: Table;
  readonly #variable: string;
  readonly #key: IKey;
  readonly #indexNames: readonly string[];

  constructor(scope: Construct, id: string, props: RecordTableProps) {
    super(scope, id);
    this.#variable = props.variable;
    this.#key = props.key;
    this.#indexNames = (props.indexes ?? []).map((index) => index.name);
    this.table = new Table(this, 'Table', {
      partitionKey: stringAttribute('pk'),
      sortKey: stringAttribute('sk'),
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: props.removalPolicy === RemovalPolicy.RETAIN,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: props.key,
      removalPolicy: props.removalPolicy,
      ...(props.appendOnly && { resourcePolicy: nothingIsDeleted() }),
      ...(props.expiresAt && { timeToLiveAttribute: props.expiresAt }),
    });
    for (const index of props.indexes ?? []) this.#addIndex(index.name, index.attributes);
  }

  tellName(user: NodeFunction): void {
    user.tell(this.#variable, this.table.tableName);
  }

  grantRead(user: NodeFunction): void {
    this.#grant(user, readActions);
  }

  grantReadWrite(user: NodeFunction): void {
    this.#grant(user, [...readActions, ...writeActions]);
  }

  /** What is in it stays: batches are left out because they could delete. */
  grantReadAppend(user: NodeFunction): void {
    this.#grant(user, [...readActions, ...appendActions]);
  }

  #grant(user: NodeFunction, actions: readonly string[]): void {
    const indexArns = this.#indexNames.map((name) => `${this.table.tableArn}/index/${name}`);
    user.allow(actions, [this.table.tableArn, ...indexArns]);
    grantEncryption(this.#key, user);
  }

  #addIndex(name: string, attributes: readonly string[]): void {
    this.table.addGlobalSecondaryIndex({
      indexName: name,
      partitionKey: stringAttribute(`${name}pk`),
      sortKey: stringAttribute(`${name}sk`),
      projectionType: ProjectionType.INCLUDE,
      nonKeyAttributes: [...attributes],
    });
  }
}

/** A policy of a table names the table as `*`: its address would be a circle in the template. */
function nothingIsDeleted(): PolicyDocument {
  const deny = new PolicyStatement({
    sid: 'NothingIsDeleted',
    effect: Effect.DENY,
    principals: [new AnyPrincipal()],
    actions: [
      'dynamodb:DeleteItem',
      'dynamodb:BatchWriteItem',
      'dynamodb:PartiQLDelete',
      'dynamodb:PartiQLUpdate',
    ],
    resources: ['*'],
  });
  return new PolicyDocument({ statements: [deny] });
}

function stringAttribute(name: string) {
  return { name, type: AttributeType.STRING };
}
