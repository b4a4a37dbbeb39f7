import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { type EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import type { Construct } from 'constructs';
import { connectorsFolder } from '../bundling/asset-folders.ts';
import { grantReadConnectionSecrets } from '../constructs/connection-secrets.ts';
import { NodeFunction } from '../constructs/node-function.ts';
import { PublicHttpApi } from '../constructs/public-http-api.ts';
import { maxReceiveCount, WorkQueue } from '../constructs/work-queue.ts';
import type { Common } from './common.ts';
import type { DataStack } from './data-stack.ts';
import { grantIngestion, grantTables } from './grants.ts';

/** Entity queues, by the variable that carries their address. */
export type EntityQueues = Readonly<
  Record<'DEBTORS_QUEUE_URL' | 'PRODUCTS_QUEUE_URL' | 'INVOICES_QUEUE_URL' | 'ORDERS_QUEUE_URL', WorkQueue>
>;

const applyTimeout = Duration.seconds(60);
const proposeTimeout = Duration.seconds(30);
const followTimeout = Duration.seconds(30);

/** Batches of ten in flight per queue; bounds the load on ERPs that are asked for details. */
const maxConcurrency = 20;

/** The way of a webhook: received, queued by entity, applied, and couplings proposed from what changed. */
export class IngestionStack extends Stack {
  readonly webhookApi: PublicHttpApi;
  readonly queues: EntityQueues;
  readonly couplings: WorkQueue;
  readonly receiveDelivery: NodeFunction;
  readonly applyDelivery: NodeFunction;
  readonly proposeCouplings: NodeFunction;
  readonly orderNews: WorkQueue;
  readonly followOrders: NodeFunction;

  constructor(scope: Construct, id: string, { common, data }: { common: Common; data: DataStack }) {
    super(scope, id, { description: 'Orderseam: webhooks in, records out' });
    const apply = { consumerTimeout: applyTimeout, ...common };
    this.queues = {
      DEBTORS_QUEUE_URL: new WorkQueue(this, 'Debtors', apply),
      PRODUCTS_QUEUE_URL: new WorkQueue(this, 'Products', apply),
      INVOICES_QUEUE_URL: new WorkQueue(this, 'Invoices', apply),
      ORDERS_QUEUE_URL: new WorkQueue(this, 'Orders', apply),
    };
    this.couplings = new WorkQueue(this, 'Couplings', { ...common, consumerTimeout: proposeTimeout });
    this.orderNews = new WorkQueue(this, 'OrderNews', { ...common, consumerTimeout: followTimeout });
    this.receiveDelivery = this.#receiver(common, data);
    this.applyDelivery = this.#applier(common, data);
    this.proposeCouplings = this.#proposer(common, data);
    this.followOrders = this.#follower(common, data);
    this.webhookApi = this.#publish(common);
    this.#announce(data.bus);
    new CfnOutput(this, 'WebhookApiUrl', { value: this.webhookApi.url });
  }

  #receiver(common: Common, data: DataStack): NodeFunction {
    const receiver = new NodeFunction(this, 'ReceiveDelivery', {
      ...common,
      folder: 'receive-delivery',
      description: 'Authenticates a webhook and queues what it announces',
      memoryMegabytes: 1024,
      timeout: Duration.seconds(15),
      assetFolders: [connectorsFolder],
    });
    grantTables(receiver, data, { crm: 'read', deliveries: 'write' });
    data.archive.grantReadAppend(receiver);
    for (const [variable, queue] of Object.entries(this.queues)) queue.grantSend(receiver, variable);
    grantReadConnectionSecrets(receiver);
    return receiver;
  }

  #applier(common: Common, data: DataStack): NodeFunction {
    const applier = new NodeFunction(this, 'ApplyDelivery', {
      ...common,
      folder: 'apply-delivery',
      description: 'Archives, maps and writes a batch of deliveries and publishes what changed',
      memoryMegabytes: 1769,
      timeout: applyTimeout,
      assetFolders: [connectorsFolder],
    });
    grantIngestion(applier, { common, data });
    applier.tell('MAX_RECEIVE_COUNT', String(maxReceiveCount));
    for (const [variable, queue] of Object.entries(this.queues)) {
      queue.workOffWith(applier, maxConcurrency);
      // What an ERP wants later goes back as a new message: waiting is no failed attempt.
      queue.grantSend(applier, variable);
    }
    return applier;
  }

  #proposer(common: Common, data: DataStack): NodeFunction {
    const proposer = new NodeFunction(this, 'ProposeCouplings', {
      ...common,
      folder: 'propose-couplings',
      description: 'Finds accounts that a changed debtor may belong to, with the evidence',
      memoryMegabytes: 512,
      timeout: proposeTimeout,
    });
    grantTables(proposer, data, { crm: 'write', crossReferences: 'write' });
    this.couplings.workOffWith(proposer, 2);
    return proposer;
  }

  #follower(common: Common, data: DataStack): NodeFunction {
    const follower = new NodeFunction(this, 'FollowOrders', {
      ...common,
      folder: 'follow-orders',
      description: 'Brings back to orders what the ERP says of them, and notes which invoices bill them',
      memoryMegabytes: 512,
      timeout: followTimeout,
    });
    grantTables(follower, data, { crm: 'write', crossReferences: 'write' });
    this.orderNews.workOffWith(follower, 2);
    return follower;
  }

  #publish(common: Common): PublicHttpApi {
    const { webhookRequestsPerSecond: rate, webhookBurst: burst } = common.config;
    const api = new PublicHttpApi(this, 'WebhookApi', {
      ...common,
      description: 'Orderseam Webhook API: signed deliveries from ERPs',
      handler: this.receiveDelivery,
      throttling: { rate, burst },
    });
    const signed =
      'ERPs hold no tokens: the function checks the signature the connector declares over the raw bytes.';
    api.addOpenRoute(HttpMethod.ANY, '/hooks/{connectionId}', signed);
    api.addOpenRoute(HttpMethod.ANY, '/hooks/{connectionId}/{rest+}', signed);
    return api;
  }

  /** Coupling is proposed from both sides: a debtor that looks like an account, and an account like a debtor. */
  #announce(bus: EventBus): void {
    new Rule(this, 'CouplingsToPropose', {
      description: 'What may make two records belong together',
      eventBus: bus,
      eventPattern: { source: ['orderseam'], detailType: ['DebtorChanged', 'AccountChanged'] },
      targets: [new SqsQueue(this.couplings.queue, { deadLetterQueue: this.couplings.deadLetters })],
    });
    new Rule(this, 'OrdersToFollow', {
      description: 'What the ERP made of orders that were handed over, and what bills them',
      eventBus: bus,
      eventPattern: {
        source: ['orderseam'],
        detailType: ['OrderChanged', 'InvoicePosted', 'InvoiceChanged'],
        detail: { data: { refersToOurs: [true] } },
      },
      targets: [new SqsQueue(this.orderNews.queue, { deadLetterQueue: this.orderNews.deadLetters })],
    });
  }
}
