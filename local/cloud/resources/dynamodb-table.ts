import { arn, nameOf, type ResourceType } from './resource-type.ts';

/** Both the plain and the global kind: with one region they are the same. */
export const dynamoDbTable: ResourceType = {
  identify: (resource, place) => {
    const name = nameOf(resource, 'TableName');
    const tableArn = arn(place, 'dynamodb', `table/${name}`);
    return {
      ref: name,
      attributes: { Arn: tableArn, StreamArn: `${tableArn}/stream/embedded`, TableId: name },
    };
  },
  provision: async ({ ref, properties }, { services }) => {
    await services.dynamoDb.createTables([{ ...properties, TableName: ref }]);
  },
};
