import { Duration, Stack } from 'aws-cdk-lib';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { fontsFolder } from '../bundling/asset-folders.ts';
import { AslStateMachine } from '../constructs/asl-state-machine.ts';
import { NodeFunction, type NodeFunctionProps } from '../constructs/node-function.ts';
import { RepeatingSchedule } from '../constructs/repeating-schedule.ts';
import { deadLetterQueue } from '../constructs/work-queue.ts';
import type { Common } from './common.ts';
import type { DataStack } from './data-stack.ts';
import { grantLedger, grantPublish, grantTables } from './grants.ts';
import { type StepId, stepIds, steps } from './hand-over-steps.ts';

export interface HandOverStackProps {
  readonly common: Common;
  readonly data: DataStack;
}

type Wanted = Pick<NodeFunctionProps, 'folder' | 'description'> & Partial<NodeFunctionProps>;

/** From the accepted order to the ERP, exactly once; and what people get on paper. */
export class HandOverStack extends Stack {
  /** The steps of a hand-over, by the id of their construct. */
  readonly steps: Readonly<Record<StepId, NodeFunction>>;
  readonly issueInvoice: NodeFunction;
  readonly renderDocument: NodeFunction;
  readonly listOpenHandOvers: NodeFunction;
  readonly expireQuotes: NodeFunction;
  readonly handOverOrder: AslStateMachine;
  readonly resolveUnknown: AslStateMachine;
  readonly expireQuotesNightly: AslStateMachine;
  /** Scheduled calls that could not be made. */
  readonly failedCalls: Queue;
  readonly #props: HandOverStackProps;

  constructor(scope: Construct, id: string, props: HandOverStackProps) {
    super(scope, id, { description: 'Orderseam: quotes, orders, and their hand-over to the ERP' });
    this.#props = props;
    this.failedCalls = deadLetterQueue(this, 'FailedCalls', props.common.removalPolicy);
    this.steps = this.#steps();
    this.issueInvoice = this.#invoicer();
    this.renderDocument = this.#renderer();
    this.listOpenHandOvers = this.#sweeper();
    this.expireQuotes = this.#expirer();
    this.handOverOrder = this.#handOver();
    this.resolveUnknown = new AslStateMachine(this, 'ResolveUnknown', {
      file: 'resolve-unknown',
      uses: {
        ListOpenHandOversFunctionArn: this.listOpenHandOvers,
        HandOverOrderStateMachineArn: this.handOverOrder,
      },
    });
    this.expireQuotesNightly = new AslStateMachine(this, 'ExpireQuotesNightly', {
      file: 'expire-quotes',
      uses: { ExpireQuotesFunctionArn: this.expireQuotes },
    });
    this.#schedule(props.common);
  }

  #function(id: string, wanted: Wanted): NodeFunction {
    return new NodeFunction(this, id, {
      ...this.#props.common,
      memoryMegabytes: 1024,
      timeout: Duration.seconds(60),
      ...wanted,
    });
  }

  #steps(): Record<StepId, NodeFunction> {
    const made = stepIds.map((id) => {
      const { grant, ...wanted } = steps[id];
      const one = this.#function(id, wanted);
      grant(one, this.#props);
      return [id, one] as const;
    });
    return Object.fromEntries(made) as Record<StepId, NodeFunction>; // one for each id
  }

  #handOver(): AslStateMachine {
    return new AslStateMachine(this, 'HandOverOrder', {
      file: 'hand-over-order',
      uses: {
        ...Object.fromEntries(stepIds.map((id) => [`${id}FunctionArn`, this.steps[id]])),
        IssueInvoiceFunctionArn: this.issueInvoice,
        RenderDocumentFunctionArn: this.renderDocument,
      },
    });
  }

  #invoicer(): NodeFunction {
    const { common, data } = this.#props;
    const invoicer = this.#function('IssueInvoice', {
      folder: 'issue-invoice',
      description: 'Makes the invoice of an order where no ERP does',
      memoryMegabytes: 512,
    });
    grantTables(invoicer, data, { crm: 'write', crossReferences: 'write' });
    grantPublish(invoicer, data);
    invoicer.tell('TIME_ZONE', common.config.timeZone);
    return invoicer;
  }

  #renderer(): NodeFunction {
    const { data } = this.#props;
    const renderer = this.#function('RenderDocument', {
      folder: 'render-document',
      description: 'Quotes and invoices as PDF on the letterhead',
      memoryMegabytes: 1769,
      assetFolders: [fontsFolder],
    });
    grantTables(renderer, data, { crm: 'read' });
    data.documents.grantReadAppend(renderer);
    data.documents.grantTellAbsent(renderer);
    return renderer;
  }

  #sweeper(): NodeFunction {
    const { data } = this.#props;
    const sweeper = this.#function('ListOpenHandOvers', {
      folder: 'list-open-hand-overs',
      description: 'Names the orders that no run moves any more',
      memoryMegabytes: 512,
    });
    grantTables(sweeper, data, { crm: 'read' });
    grantLedger(sweeper, data, 'read');
    return sweeper;
  }

  #expirer(): NodeFunction {
    const { common, data } = this.#props;
    const expirer = this.#function('ExpireQuotes', {
      folder: 'expire-quotes',
      description: 'Lets quotes expire whose last day has passed',
      memoryMegabytes: 512,
    });
    grantTables(expirer, data, { crm: 'write' });
    expirer.tell('TIME_ZONE', common.config.timeZone);
    return expirer;
  }

  #schedule({ config }: Common): void {
    const shared = { timeZone: config.timeZone, failedCalls: this.failedCalls };
    new RepeatingSchedule(this, 'ResolveUnknownSchedule', {
      ...shared,
      description: 'Picks up hand-overs that no run moves any more',
      everyMinutes: 5,
      target: this.resolveUnknown,
    });
    new RepeatingSchedule(this, 'ExpireQuotesSchedule', {
      ...shared,
      description: 'Lets quotes expire whose last day has passed',
      dailyAt: '00:15',
      target: this.expireQuotesNightly,
    });
  }
}
