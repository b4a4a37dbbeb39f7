import { Aws, Duration } from 'aws-cdk-lib';
import { Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { AslStateMachine } from './asl-state-machine.ts';
import type { NodeFunction } from './node-function.ts';

/** A steady pace, or once a day at a local time such as `02:30`. */
export type Pace = { readonly everyMinutes: number } | { readonly dailyAt: string };

export type RepeatingScheduleProps = Pace & {
  readonly description: string;
  readonly timeZone: string;
  readonly target: NodeFunction | AslStateMachine;
  /** Where a call goes that the scheduler could not make. */
  readonly failedCalls: IQueue;
  /** What the target is called with. */
  readonly input?: object;
};

/** Calls its target again and again. */
export class RepeatingSchedule extends Construct {
  constructor(scope: Construct, id: string, props: RepeatingScheduleProps) {
    super(scope, id);
    const { action, arn } = call(props.target);
    const role = schedulerRole(this);
    role.addToPrincipalPolicy(statement(action, arn));
    role.addToPrincipalPolicy(statement('sqs:SendMessage', props.failedCalls.queueArn));
    const schedule = new CfnSchedule(this, 'Schedule', {
      description: props.description,
      scheduleExpression: expressionOf(props),
      scheduleExpressionTimezone: props.timeZone,
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn,
        roleArn: role.roleArn,
        input: JSON.stringify(props.input ?? {}),
        deadLetterConfig: { arn: props.failedCalls.queueArn },
        // A run that is this late is useless: the next one does the same work.
        retryPolicy: { maximumEventAgeInSeconds: Duration.minutes(5).toSeconds(), maximumRetryAttempts: 3 },
      },
    });
    schedule.node.addDependency(role);
  }
}

/** Only schedules of this account may take the role. */
function schedulerRole(scope: Construct): Role {
  return new Role(scope, 'Role', {
    assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
    }),
  });
}

function call(target: NodeFunction | AslStateMachine) {
  return target instanceof AslStateMachine
    ? { action: 'states:StartExecution', arn: target.stateMachine.stateMachineArn }
    : { action: 'lambda:InvokeFunction', arn: target.lambda.functionArn };
}

function statement(action: string, resource: string): PolicyStatement {
  return new PolicyStatement({ effect: Effect.ALLOW, actions: [action], resources: [resource] });
}

function expressionOf(pace: Pace): string {
  if ('everyMinutes' in pace) return every(pace.everyMinutes);
  const [hour = 0, minute = 0] = pace.dailyAt.split(':').map(Number);
  return `cron(${minute} ${hour} * * ? *)`;
}

/** The scheduler insists on the singular for one. */
function every(minutes: number): string {
  return minutes === 1 ? 'rate(1 minute)' : `rate(${minutes} minutes)`;
}
