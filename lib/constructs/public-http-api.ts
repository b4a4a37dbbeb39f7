import type { RemovalPolicy } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  CorsHttpMethod,
  HttpApi,
  type HttpMethod,
  HttpNoneAuthorizer,
  HttpStage,
  type IHttpRouteAuthorizer,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import type { NodeFunction } from './node-function.ts';

export interface PublicHttpApiProps {
  readonly description: string;
  readonly handler: NodeFunction;
  /** Requests per second, and at once, before the API answers 429. */
  readonly throttling: { readonly rate: number; readonly burst: number };
  /** Web pages that may call the API; none by default. */
  readonly corsOrigins?: readonly string[];
  readonly logRetention: RetentionDays;
  readonly removalPolicy: RemovalPolicy;
}

/** An HTTP API in front of one function, with access logs and a limit of its own. */
export class PublicHttpApi extends Construct {
  readonly api: HttpApi;
  readonly #integration: HttpLambdaIntegration;

  constructor(scope: Construct, id: string, props: PublicHttpApiProps) {
    super(scope, id);
    this.#integration = new HttpLambdaIntegration('Handler', props.handler.lambda);
    this.api = new HttpApi(this, 'Api', {
      description: props.description,
      createDefaultStage: false,
      ...(props.corsOrigins?.length && { corsPreflight: browserAccess(props.corsOrigins) }),
    });
    this.#addStage(props);
  }

  get url(): string {
    return this.api.apiEndpoint;
  }

  /** Routes that the gateway lets pass; `because` goes into the record of accepted findings. */
  addOpenRoute(method: HttpMethod, path: string, because: string): void {
    const routes = this.#addRoute(method, path, new HttpNoneAuthorizer());
    for (const route of routes) acknowledge(route, { 'AwsSolutions-APIG4': because });
  }

  addGuardedRoute(method: HttpMethod, path: string, authorizer: IHttpRouteAuthorizer): void {
    this.#addRoute(method, path, authorizer);
  }

  #addRoute(method: HttpMethod, path: string, authorizer: IHttpRouteAuthorizer) {
    return this.api.addRoutes({ methods: [method], path, authorizer, integration: this.#integration });
  }

  #addStage({ logRetention, removalPolicy, throttling }: PublicHttpApiProps): void {
    const accessLogs = new LogGroup(this, 'AccessLogs', { retention: logRetention, removalPolicy });
    new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: throttling.rate, burstLimit: throttling.burst },
      accessLogSettings: {
        destination: new LogGroupLogDestination(accessLogs),
        format: AccessLogFormat.custom(JSON.stringify(accessLogFields)),
      },
    });
  }
}

/** No address and no token: logs carry nothing personal. */
const accessLogFields = {
  requestId: '$context.requestId',
  time: '$context.requestTime',
  method: '$context.httpMethod',
  route: '$context.routeKey',
  status: '$context.status',
  bytes: '$context.responseLength',
  milliseconds: '$context.responseLatency',
  error: '$context.error.message',
  integrationError: '$context.integrationErrorMessage',
};

function browserAccess(origins: readonly string[]) {
  return {
    allowOrigins: [...origins],
    allowMethods: [CorsHttpMethod.ANY],
    allowHeaders: ['authorization', 'content-type', 'if-match', 'if-none-match', 'idempotency-key'],
    exposeHeaders: ['etag', 'link', 'location', 'allow', 'digest', 'content-disposition', 'retry-after'],
  };
}
