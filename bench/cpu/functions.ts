import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type {
  APIGatewayProxyEventV2,
  APIGatewayProxyStructuredResultV2,
  SQSBatchResponse,
  SQSEvent,
} from 'aws-lambda';
import { functionVariables, type Endpoints } from '../../local/cloud/endpoints.ts';
import { startCloud } from '../../local/cloud/index.ts';

type Handler<Event, Answer> = (event: Event, context: object) => Promise<Answer>;

/** Both functions on a delivery's way, bundled as they are deployed, in this process. */
export interface Functions {
  readonly receive: Handler<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>;
  readonly apply: Handler<SQSEvent, SQSBatchResponse>;
}

/** `assembly` says where their code lies; all services are at one address. */
export async function loadFunctions(assembly: string, servicesUrl: string): Promise<Functions> {
  const [receiver, applier] = await codeFolders(assembly, ['receive-delivery', 'apply-delivery']);
  Object.assign(process.env, variables(servicesUrl), { LAMBDA_TASK_ROOT: receiver });
  return { receive: await load(receiver), apply: await load(applier) };
}

async function codeFolders(assembly: string, names: readonly [string, string]): Promise<[string, string]> {
  const cloud = await startCloud({ assembly });
  const { lambda } = cloud.services;
  const folders = names.map((name) => lambda.spec(name).codeFolder);
  await cloud.close();
  return folders as [string, string]; // one for each name
}

async function load<Event, Answer>(folder = ''): Promise<Handler<Event, Answer>> {
  const { href } = pathToFileURL(join(folder, 'index.mjs'));
  return ((await import(href)) as { readonly handler: Handler<Event, Answer> }).handler; // as deployed
}

const everywhere = (url: string): Endpoints => ({
  ...{ dynamodb: url, events: url, lambda: url, s3: url, secretsmanager: url, sfn: url, sqs: url },
});

const variables = (url: string): Record<string, string> => ({
  ...functionVariables(everywhere(url)),
  CRM_TABLE: 'crm',
  CROSS_REFERENCES_TABLE: 'cross-references',
  DELIVERIES_TABLE: 'deliveries',
  ARCHIVE_BUCKET: 'archive',
  DEBTORS_QUEUE_URL: `${url}/000000000000/debtors`,
  PRODUCTS_QUEUE_URL: `${url}/000000000000/products`,
  INVOICES_QUEUE_URL: `${url}/000000000000/invoices`,
  ORDERS_QUEUE_URL: `${url}/000000000000/orders`,
  EVENT_BUS_NAME: 'bus',
  AWS_LAMBDA_FUNCTION_NAME: 'bench',
});
