export const TABLE = 'hard-kill';
export const BUCKET = 'hard-kill';
export const QUEUE = 'hard-kill';

export const tableProperties = {
  TableName: TABLE,
  KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
  AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
};
