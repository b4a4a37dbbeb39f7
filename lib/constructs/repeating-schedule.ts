import { Aws, Duration } from 'aws-cdk-lib';
import { Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { AslStateMachine } from './asl-state-machine.ts';
import type { NodeFunction } from './node-function.ts';

export interface RepeatingScheduleProps {
  readonly description: string;
  readonly everyMinutes: number;
  readonly timeZone: string;
  readonly target: NodeFunction | AslStateMachine;
  /** Where a call goes that the scheduler could not make. */
  readonly failedCalls: IQueue;
}

/** Calls its target at a steady pace. */
export class RepeatingSchedule extends Construct {
  constructor(scope: Construct, id: string, props: RepeatingScheduleProps) {
    super(scope, id);
    const { action, arn } = call(props.target);
    const role = schedulerRole(this);
    role.addToPrincipalPolicy(statement(action, arn));
    role.addToPrincipalPolicy(statement('sqs:SendMessage', props.failedCalls.queueArn));
    const schedule = new CfnSchedule(this, 'Schedule', {
      description: props.description,
      scheduleExpression: every(props.everyMinutes),
      scheduleExpressionTimezone: props.timeZone,
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn,
        roleArn: role.roleArn,
        input: '{}',
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

/** The scheduler insists on the singular for one. */
function every(minutes: number): string {
  return minutes === 1 ? 'rate(1 minute)' : `rate(${minutes} minutes)`;
}
