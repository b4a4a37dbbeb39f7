import { Duration } from 'aws-cdk-lib';
import type { IHttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { ComparisonOperator, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { MonitoringFacade } from 'cdk-monitoring-constructs';
import type { AslStateMachine } from './asl-state-machine.ts';
import type { NodeFunction } from './node-function.ts';
import type { PublicHttpApi } from './public-http-api.ts';
import type { RecordTable } from './record-table.ts';
import type { WorkQueue } from './work-queue.ts';

export interface Alarm {
  /** Section of docs/runbook.md that says what to do. */
  readonly runbook: string;
  /** What happened and for whom that matters, in one sentence. */
  readonly text: string;
}

export interface Counted {
  readonly by: readonly NodeFunction[];
  readonly most: number;
}

/**
 * Puts parts of the application on the dashboard together with their alarms.
 *
 * The casts to interfaces are needed because the CDK's classes miss them under `exactOptionalPropertyTypes`.
 */
export class Watch {
  readonly #monitoring: MonitoringFacade;

  constructor(monitoring: MonitoringFacade) {
    this.#monitoring = monitoring;
  }

  section(title: string): void {
    this.#monitoring.addLargeHeader(title);
  }

  api(name: string, { api }: PublicHttpApi, what: Alarm): void {
    this.#monitoring.monitorApiGatewayV2HttpApi({
      api: api as IHttpApi,
      ...named(name),
      add5xxCountAlarm: { Errors: { maxErrorCount: 5, ...alarm(what) } },
    });
  }

  function(name: string, { lambda }: NodeFunction): void {
    const failing = `${name} fails with an error it does not name: a bug or an outage.`;
    const throttled = `${name} is throttled: the account's concurrency is used up.`;
    this.#monitoring.monitorLambdaFunction({
      lambdaFunction: lambda,
      ...named(name),
      addFaultCountAlarm: {
        Errors: { maxErrorCount: 0, ...alarm({ runbook: 'function-errors', text: failing }) },
      },
      addThrottlesCountAlarm: {
        Throttles: {
          maxErrorCount: 0,
          datapointsToAlarm: 3,
          ...alarm({ runbook: 'function-throttles', text: throttled }),
        },
      },
    });
  }

  /** A counter that functions publish by way of their logs; `most` of one function within five minutes is still no reason to look. */
  counter(name: string, counted: Counted, what: Alarm): void {
    const isShared = counted.by.length > 1;
    const metrics = counted.by.map((by) => ({
      metric: counterOf(name, by),
      alarmFriendlyName: isShared ? `${name}-by-${by.node.id}` : name,
      addAlarm: {
        Many: { threshold: counted.most, ...overThreshold, ...alarm(what), alarmDescription: what.text },
      },
    }));
    this.#monitoring.monitorCustom({ ...named(name), metricGroups: [{ title: name, metrics }] });
  }

  queue(name: string, { queue, deadLetters }: WorkQueue): void {
    const waiting = `${name}: the oldest message has waited for 15 minutes.`;
    const failed = `${name}: a message failed for good and waits in the dead-letter queue.`;
    this.#monitoring.monitorSqsQueueWithDlq({
      queue,
      deadLetterQueue: deadLetters,
      ...named(name),
      addQueueMaxMessageAgeAlarm: {
        Waiting: {
          maxAgeInSeconds: Duration.minutes(15).toSeconds(),
          ...alarm({ runbook: 'messages-wait', text: waiting }),
        },
      },
      addDeadLetterQueueMaxSizeAlarm: {
        DeadLetters: { maxMessageCount: 0, ...alarm({ runbook: 'dead-letters', text: failed }) },
      },
    });
  }

  failedCalls(name: string, queue: Queue): void {
    const failed = 'A scheduled call could not be made or failed for good.';
    this.#monitoring.monitorSqsQueue({
      queue,
      ...named(name),
      addQueueMaxSizeAlarm: {
        DeadLetters: { maxMessageCount: 0, ...alarm({ runbook: 'failed-scheduled-calls', text: failed }) },
      },
    });
  }

  stateMachine(name: string, { stateMachine }: AslStateMachine): void {
    const what = { runbook: 'failed-executions', text: `${name}: an execution failed or ran out of time.` };
    this.#monitoring.monitorStepFunction({
      stateMachine,
      ...named(name),
      addFailedExecutionCountAlarm: { Failed: { maxErrorCount: 0, ...alarm(what) } },
      addTimedOutExecutionCountAlarm: { TimedOut: { maxErrorCount: 0, ...alarm(what) } },
    });
  }

  table(name: string, { table }: RecordTable): void {
    const what = { runbook: 'table-throttles', text: `${name} throttles: a hot key or a sudden surge.` };
    this.#monitoring.monitorDynamoTable({
      table: table as ITable,
      ...named(name),
      addReadThrottledEventsCountAlarm: { Reads: { maxThrottledEventsThreshold: 0, ...alarm(what) } },
      addWriteThrottledEventsCountAlarm: { Writes: { maxThrottledEventsThreshold: 0, ...alarm(what) } },
    });
  }
}

const counterOf = (name: string, { lambda }: NodeFunction): Metric =>
  new Metric({
    namespace: 'Orderseam',
    metricName: name,
    dimensionsMap: { service: lambda.functionName },
    statistic: Stats.SUM,
    period: Duration.minutes(5),
  });

const overThreshold = {
  comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
  datapointsToAlarm: 1,
  treatMissingData: TreatMissingData.NOT_BREACHING,
};

function named(name: string) {
  return { humanReadableName: name, alarmFriendlyName: name.replaceAll(' ', '-') };
}

/** What all alarms share: a sentence with the way to the runbook, and silence while nothing is measured. */
function alarm({ runbook, text }: Alarm) {
  return {
    alarmDescriptionOverride: `${text} What to do: docs/runbook.md#${runbook}`,
    treatMissingDataOverride: TreatMissingData.NOT_BREACHING,
  };
}
