import { tableCalls } from '../../../functions/shared/store/table-calls.ts';

/** The tables of an engine, by the requests that functions make. */
export const tablesAt = (endpoint: string) =>
  tableCalls({
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
  });
