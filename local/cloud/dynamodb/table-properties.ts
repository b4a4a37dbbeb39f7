import type { CreateTableCommandInput, TimeToLiveSpecification } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';

const keySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }));
const projectionSchema = z.object({
  ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']),
  NonKeyAttributes: z.array(z.string()).optional(),
});
const indexSchema = z.object({ IndexName: z.string(), KeySchema: keySchema, Projection: projectionSchema });

/**
 * The properties of AWS::DynamoDB::Table and ::GlobalTable that change what a program sees. Backups, encryption,
 * capacity, replicas and tags have no meaning here and fall away.
 */
const propertiesSchema = z.object({
  TableName: z.string(),
  KeySchema: keySchema,
  AttributeDefinitions: z.array(
    z.object({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) }),
  ),
  GlobalSecondaryIndexes: z.array(indexSchema).optional(),
  LocalSecondaryIndexes: z.array(indexSchema).optional(),
  StreamSpecification: z
    .object({ StreamViewType: z.enum(['KEYS_ONLY', 'NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES']) })
    .optional(),
  TimeToLiveSpecification: z
    .object({ AttributeName: z.string(), Enabled: z.union([z.boolean(), z.stringbool()]) })
    .optional(),
});

export interface TableDefinition {
  readonly name: string;
  readonly create: CreateTableCommandInput;
  readonly keys: readonly string[];
  /** The attribute with the epoch second after which an item is deleted. */
  readonly ttlAttribute: string | undefined;
}

/** A table as its template declares it, with all references resolved. */
export function tableDefinition(properties: unknown): TableDefinition {
  const { TimeToLiveSpecification: ttl, ...table } = propertiesSchema.parse(properties);
  return {
    name: table.TableName,
    keys: table.KeySchema.map((key) => key.AttributeName),
    ttlAttribute: ttlAttribute(ttl),
    create: {
      ...table,
      BillingMode: 'PAY_PER_REQUEST',
      StreamSpecification: table.StreamSpecification && { StreamEnabled: true, ...table.StreamSpecification },
    },
  };
}

function ttlAttribute(ttl: TimeToLiveSpecification | undefined): string | undefined {
  return ttl?.Enabled ? ttl.AttributeName : undefined;
}
