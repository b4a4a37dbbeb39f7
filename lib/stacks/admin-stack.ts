import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { HttpMethod, type IHttpRouteAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import type { Construct } from 'constructs';
import { connectorsFolder, swaggerUiFolder } from '../bundling/asset-folders.ts';
import { grantManageConnectionSecrets } from '../constructs/connection-secrets.ts';
import type { Identity } from '../constructs/identity.ts';
import { NodeFunction } from '../constructs/node-function.ts';
import { PublicHttpApi } from '../constructs/public-http-api.ts';
import type { CatchUpStack } from './catch-up-stack.ts';
import type { Common } from './common.ts';
import type { DataStack } from './data-stack.ts';
import { grantIngestion, grantLedger } from './grants.ts';
import type { HandOverStack } from './hand-over-stack.ts';
import type { IngestionStack } from './ingestion-stack.ts';

export interface AdminStackProps {
  readonly common: Common;
  readonly data: DataStack;
  readonly ingestion: IngestionStack;
  readonly catchUp: CatchUpStack;
  readonly handOver: HandOverStack;
}

/** What anyone may see without a token: the description of the API and whether it is alive. */
const openPaths = ['/openapi.json', '/docs', '/docs/{asset+}', '/health/live'];

/** The Admin API: people and scripts, by token and role. */
export class AdminStack extends Stack {
  readonly adminApi: PublicHttpApi;
  readonly serveAdminApi: NodeFunction;
  readonly tryMapping: NodeFunction;

  constructor(scope: Construct, id: string, props: AdminStackProps) {
    super(scope, id, { description: 'Orderseam: Admin API' });
    this.tryMapping = tryMapping(this, props.common);
    this.serveAdminApi = this.#server(props);
    grantTry(this.serveAdminApi, this.tryMapping);
    this.adminApi = this.#publish(props);
    new CfnOutput(this, 'AdminApiUrl', { value: this.adminApi.url });
  }

  #server(props: AdminStackProps): NodeFunction {
    const { common, data, ingestion, catchUp } = props;
    const server = new NodeFunction(this, 'ServeAdminApi', {
      ...common,
      folder: 'serve-admin-api',
      description: 'Answers every route of the Admin API',
      memoryMegabytes: 1024,
      timeout: Duration.seconds(29),
      assetFolders: [connectorsFolder, swaggerUiFolder],
    });
    grantIngestion(server, { common, data });
    grantManageConnectionSecrets(server);
    for (const [variable, queue] of Object.entries(ingestion.queues)) queue.grantSend(server, variable);
    grantQueueDepths(server, props);
    catchUp.catchUpConnection.grantStart(server, 'CATCH_UP_STATE_MACHINE_ARN');
    catchUp.comparisons.compareConnection.grantStart(server, 'COMPARISON_STATE_MACHINE_ARN');
    catchUp.firstLoads.loadConnection.grantStart(server, 'FIRST_LOAD_STATE_MACHINE_ARN');
    server.tell('WEBHOOK_BASE_URL', ingestion.webhookApi.url);
    grantSale(server, props);
    return server;
  }

  #publish({ common, data }: AdminStackProps): PublicHttpApi {
    const api = new PublicHttpApi(this, 'AdminApi', {
      ...common,
      description: 'Orderseam Admin API: people and scripts, by token and role',
      handler: this.serveAdminApi,
      throttling: { rate: 100, burst: 200 },
      corsOrigins: common.config.corsOrigins,
    });
    for (const path of openPaths)
      api.addOpenRoute(HttpMethod.GET, path, 'Description and liveness of the API; carries no record.');
    api.addGuardedRoute(HttpMethod.ANY, '/{proxy+}', authorizer(common, data.identity));
    return api;
  }
}

/** Tokens of the user pool, or of the company's own issuer where one is configured. */
function authorizer({ config }: Common, { userPool, client }: Identity): IHttpRouteAuthorizer {
  const issuer = config.oidcIssuer ?? userPool.userPoolProviderUrl;
  return new HttpJwtAuthorizer('Tokens', issuer, {
    jwtAudience: config.oidcAudience ?? [client.userPoolClientId],
  });
}

/** Quotes, orders, their documents and their hand-over. */
function grantSale(server: NodeFunction, { common, data, handOver }: AdminStackProps): void {
  grantLedger(server, data, 'append');
  data.documents.grantReadAppend(server);
  data.documents.grantTellAbsent(server);
  server.allow(['lambda:InvokeFunction'], [handOver.renderDocument.lambda.functionArn]);
  server.tell('RENDER_DOCUMENT_FUNCTION', handOver.renderDocument.lambda.functionName);
  handOver.handOverOrder.grantStart(server, 'HAND_OVER_STATE_MACHINE_ARN');
  server.tell('TIME_ZONE', common.config.timeZone);
}

/** Runs mappings that did not ship, where they can hurt nobody: no rights, no environment, no log. */
const tryMapping = (scope: Construct, common: Common): NodeFunction =>
  new NodeFunction(scope, 'TryMapping', {
    ...common,
    folder: 'try-mapping',
    description: 'Runs mappings that did not ship; may do nothing else',
    memoryMegabytes: 1769,
    // A run has 20 seconds; the process that dies last has a few more.
    timeout: Duration.seconds(28),
    atMost: common.config.mappingTriesAtOnce,
    withoutRights: true,
  });

function grantTry(server: NodeFunction, { lambda }: NodeFunction): void {
  server.allow(['lambda:InvokeFunction'], [lambda.functionArn]);
  server.tell('TRY_MAPPING_FUNCTION', lambda.functionName);
}

/** The health page counts what waits and what failed. */
function grantQueueDepths(
  server: NodeFunction,
  { ingestion, catchUp, handOver }: Pick<AdminStackProps, 'ingestion' | 'catchUp' | 'handOver'>,
): void {
  const workQueues = [...Object.values(ingestion.queues), ingestion.couplings, ingestion.orderNews];
  const failedCalls = [catchUp.failedCalls, handOver.failedCalls];
  const deadLetters = [...workQueues.map(({ deadLetters }) => deadLetters), ...failedCalls];
  const all = [...workQueues.map(({ queue }) => queue), ...deadLetters];
  server.allow(
    ['sqs:GetQueueAttributes'],
    all.map((queue) => queue.queueArn),
  );
  server.tell('DEAD_LETTER_QUEUE_URLS', deadLetters.map((queue) => queue.queueUrl).join(' '));
}
