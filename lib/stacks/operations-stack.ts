import { Duration, Stack } from 'aws-cdk-lib';
import type { IHttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { DefaultDashboardFactory, MonitoringFacade } from 'cdk-monitoring-constructs';
import type { Construct } from 'constructs';
import type { AslStateMachine } from '../constructs/asl-state-machine.ts';
import { alarm, type Alarm } from '../constructs/alarm.ts';
import { alarmActions } from '../constructs/alarm-actions.ts';
import type { NodeFunction } from '../constructs/node-function.ts';
import type { PublicHttpApi } from '../constructs/public-http-api.ts';
import type { RecordTable } from '../constructs/record-table.ts';
import type { WorkQueue } from '../constructs/work-queue.ts';
import type { AdminStack } from './admin-stack.ts';
import type { CatchUpStack } from './catch-up-stack.ts';
import type { Common } from './common.ts';
import type { DataStack } from './data-stack.ts';
import type { IngestionStack } from './ingestion-stack.ts';

export interface OperationsStackProps {
  readonly common: Common;
  readonly data: DataStack;
  readonly ingestion: IngestionStack;
  readonly catchUp: CatchUpStack;
  readonly admin: AdminStack;
}

/**
 * One dashboard over everything, and an alarm for each thing that a person has to know.
 * The casts to IHttpApi and ITable are needed because the CDK's classes miss their own interfaces under exactOptionalPropertyTypes.
 */
export class OperationsStack extends Stack {
  readonly #monitoring: MonitoringFacade;

  constructor(scope: Construct, id: string, props: OperationsStackProps) {
    super(scope, id, { description: 'Orderseam: alarms and dashboard' });
    this.#monitoring = new MonitoringFacade(this, 'Monitoring', {
      alarmFactoryDefaults: {
        alarmNamePrefix: id,
        actionsEnabled: true,
        datapointsToAlarm: 1,
        ...alarmActions(this, props.common.config),
      },
      dashboardFactory: new DefaultDashboardFactory(this, 'Dashboards', {
        dashboardNamePrefix: id,
        createDashboard: true,
        createSummaryDashboard: false,
      }),
    });
    this.#watchEntry(props);
    this.#watchWork(props);
    this.#watchClockwork(props);
    this.#watchTables(props.data);
  }

  #watchEntry({ ingestion, admin }: OperationsStackProps): void {
    this.#monitoring.addLargeHeader('Entry');
    this.#watchApi('Webhook API', ingestion.webhookApi, {
      runbook: 'webhook-api-errors',
      text: 'The Webhook API answers 5xx: deliveries are refused and depend on the ERP to send again.',
    });
    this.#watchApi('Admin API', admin.adminApi, {
      runbook: 'admin-api-errors',
      text: 'The Admin API answers 5xx: people and scripts cannot work.',
    });
    this.#watchFunction('receive-delivery', ingestion.receiveDelivery);
    this.#watchFunction('serve-admin-api', admin.serveAdminApi);
  }

  #watchWork({ ingestion }: OperationsStackProps): void {
    this.#monitoring.addLargeHeader('Work');
    this.#watchQueue('Debtors', ingestion.queues.DEBTORS_QUEUE_URL);
    this.#watchQueue('Products', ingestion.queues.PRODUCTS_QUEUE_URL);
    this.#watchQueue('Invoices', ingestion.queues.INVOICES_QUEUE_URL);
    this.#watchQueue('Couplings', ingestion.couplings);
    this.#watchFunction('apply-delivery', ingestion.applyDelivery);
    this.#watchFunction('propose-couplings', ingestion.proposeCouplings);
  }

  #watchClockwork({ catchUp }: OperationsStackProps): void {
    this.#monitoring.addLargeHeader('Catch-up and subscriptions');
    this.#watchMachine('catch-up-connection', catchUp.catchUpConnection);
    this.#watchMachine('start-catch-ups', catchUp.startCatchUps);
    this.#watchFailedCalls(catchUp.failedCalls);
    this.#watchFunction('pull-changes', catchUp.pullChanges);
    this.#watchFunction('list-due-connections', catchUp.listDueConnections);
    this.#watchFunction('ensure-subscriptions', catchUp.ensureSubscriptions);
  }

  #watchTables({ crm, crossReferences, deliveries }: DataStack): void {
    this.#monitoring.addLargeHeader('Tables');
    this.#watchTable('crm', crm);
    this.#watchTable('cross-references', crossReferences);
    this.#watchTable('deliveries', deliveries);
  }

  #watchApi(name: string, { api }: PublicHttpApi, what: Alarm): void {
    this.#monitoring.monitorApiGatewayV2HttpApi({
      api: api as IHttpApi,
      humanReadableName: name,
      alarmFriendlyName: name.replace(' ', ''),
      add5xxCountAlarm: { Errors: { maxErrorCount: 5, ...alarm(what) } },
    });
  }

  #watchFunction(name: string, { lambda }: NodeFunction): void {
    this.#monitoring.monitorLambdaFunction({
      lambdaFunction: lambda,
      humanReadableName: name,
      alarmFriendlyName: name,
      addFaultCountAlarm: {
        Errors: {
          maxErrorCount: 0,
          ...alarm({
            runbook: 'function-errors',
            text: `${name} fails with an error it does not name: a bug or an outage.`,
          }),
        },
      },
      addThrottlesCountAlarm: {
        Throttles: {
          maxErrorCount: 0,
          datapointsToAlarm: 3,
          ...alarm({
            runbook: 'function-throttles',
            text: `${name} is throttled: the account's concurrency is used up.`,
          }),
        },
      },
    });
  }

  #watchQueue(name: string, { queue, deadLetters }: WorkQueue): void {
    this.#monitoring.monitorSqsQueueWithDlq({
      queue,
      deadLetterQueue: deadLetters,
      humanReadableName: `${name} queue`,
      alarmFriendlyName: `${name}Queue`,
      addQueueMaxMessageAgeAlarm: {
        Waiting: {
          maxAgeInSeconds: Duration.minutes(15).toSeconds(),
          ...alarm({
            runbook: 'messages-wait',
            text: `${name}: the oldest message has waited for 15 minutes.`,
          }),
        },
      },
      addDeadLetterQueueMaxSizeAlarm: {
        DeadLetters: {
          maxMessageCount: 0,
          ...alarm({
            runbook: 'dead-letters',
            text: `${name}: a message failed for good and waits in the dead-letter queue.`,
          }),
        },
      },
    });
  }

  #watchFailedCalls(queue: Queue): void {
    this.#monitoring.monitorSqsQueue({
      queue,
      humanReadableName: 'Failed scheduled calls',
      alarmFriendlyName: 'FailedCalls',
      addQueueMaxSizeAlarm: {
        DeadLetters: {
          maxMessageCount: 0,
          ...alarm({
            runbook: 'failed-scheduled-calls',
            text: 'A scheduled call could not be made or failed for good.',
          }),
        },
      },
    });
  }

  #watchMachine(name: string, { stateMachine }: AslStateMachine): void {
    const what = { runbook: 'failed-executions', text: `${name}: an execution failed or ran out of time.` };
    this.#monitoring.monitorStepFunction({
      stateMachine,
      humanReadableName: name,
      alarmFriendlyName: name,
      addFailedExecutionCountAlarm: { Failed: { maxErrorCount: 0, ...alarm(what) } },
      addTimedOutExecutionCountAlarm: { TimedOut: { maxErrorCount: 0, ...alarm(what) } },
    });
  }

  #watchTable(name: string, { table }: RecordTable): void {
    const what = {
      runbook: 'table-throttles',
      text: `Table ${name} throttles: a hot key or a sudden surge.`,
    };
    this.#monitoring.monitorDynamoTable({
      table: table as ITable,
      humanReadableName: `Table ${name}`,
      alarmFriendlyName: name,
      addReadThrottledEventsCountAlarm: { Reads: { maxThrottledEventsThreshold: 0, ...alarm(what) } },
      addWriteThrottledEventsCountAlarm: { Writes: { maxThrottledEventsThreshold: 0, ...alarm(what) } },
    });
  }
}
