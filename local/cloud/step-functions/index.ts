import { randomUUID } from 'node:crypto';
import { startAwsJsonServer, type Action } from '../aws-json/server.ts';
import { type Clock, systemClock } from '../clock.ts';
import type { ActionOf, ApiContext } from './api/context.ts';
import { createStateMachine, type MachineInput, putStateMachine } from './api/create-state-machine.ts';
import { describeExecution } from './api/describe-execution.ts';
import { describeStateMachine } from './api/describe-state-machine.ts';
import { getExecutionHistory } from './api/get-execution-history.ts';
import { listExecutions } from './api/list-executions.ts';
import { listStateMachines } from './api/list-state-machines.ts';
import { redriveExecution } from './api/redrive-execution.ts';
import { sendTaskFailure } from './api/send-task-failure.ts';
import { sendTaskHeartbeat } from './api/send-task-heartbeat.ts';
import { sendTaskSuccess } from './api/send-task-success.ts';
import { startExecution } from './api/start-execution.ts';
import { startSyncExecution } from './api/start-sync-execution.ts';
import { stopExecution } from './api/stop-execution.ts';
import type { TaskPort } from './ports.ts';
import { ExecutionService, type StartRequest } from './service/execution-service.ts';
import { openStore } from './store/store.ts';

export interface StepFunctionsOptions {
  /** Calls Lambda functions and services; `states:startExecution` is answered here. */
  readonly tasks: TaskPort;
  /** Where state machines and executions are kept; without it in memory. */
  readonly folder?: string | undefined;
  readonly clock?: Clock;
  readonly random?: () => number;
  readonly port?: number;
  readonly region?: string;
  readonly accountId?: string;
  /** Told when an execution cannot go on because of the emulator itself, such as a full disk. */
  readonly onFault?: (error: unknown) => void;
}

export interface RunningStepFunctions {
  readonly endpoint: string;
  /** Creates or updates a state machine and returns its ARN; throws what is wrong with the definition. */
  putStateMachine(machine: MachineInput): Promise<string>;
  /** Resolves with the execution's ARN when the start is durable. */
  startExecution(request: StartRequest): Promise<string>;
  /** Takes up what ran when the process ended. Call it once, when the task port can be called; returns how many. */
  resume(): number;
  /** Interrupts what runs without ending it. */
  close(): Promise<void>;
}

const actions: Readonly<Record<string, ActionOf>> = {
  CreateStateMachine: createStateMachine,
  DescribeStateMachine: describeStateMachine,
  ListStateMachines: listStateMachines,
  StartExecution: startExecution,
  StartSyncExecution: startSyncExecution,
  DescribeExecution: describeExecution,
  ListExecutions: listExecutions,
  GetExecutionHistory: getExecutionHistory,
  StopExecution: stopExecution,
  RedriveExecution: redriveExecution,
  SendTaskSuccess: sendTaskSuccess,
  SendTaskFailure: sendTaskFailure,
  SendTaskHeartbeat: sendTaskHeartbeat,
};

const LARGEST_REQUEST = 2 * 1024 * 1024;
const DAYS_KEPT = 90;
const DAY_MS = 86_400_000;

export async function startStepFunctions(options: StepFunctionsOptions): Promise<RunningStepFunctions> {
  const service = openService(options);
  const place = { region: options.region ?? 'eu-central-1', accountId: options.accountId ?? '000000000000' };
  const context = { service, place };
  const server = await listen(context, options.port);
  return {
    endpoint: server.endpoint,
    putStateMachine: (machine) => putStateMachine(context, machine),
    startExecution: async (request) => (await service.start(request)).arn,
    resume: () => service.resume(),
    async close() {
      await server.close();
      await service.close();
    },
  };
}

function openService(options: StepFunctionsOptions): ExecutionService {
  const clock = options.clock ?? systemClock;
  const store = openStore(options.folder);
  // As in AWS, names are free again after so many days.
  store.executions.forgetBefore(clock.now() - DAYS_KEPT * DAY_MS);
  const ports = { tasks: options.tasks, clock, random: options.random ?? Math.random, newId: randomUUID };
  return new ExecutionService(store, ports, options.onFault ?? warn);
}

function warn(error: unknown): void {
  process.emitWarning(error instanceof Error ? error : String(error));
}

function listen(context: ApiContext, port: number | undefined) {
  const bound = Object.entries(actions).map(([name, action]): [string, Action] => [name, action(context)]);
  return startAwsJsonServer(
    {
      target: 'AWSStepFunctions',
      version: '1.0',
      largestBody: LARGEST_REQUEST,
      invalidInputCode: 'ValidationException',
      actions: Object.fromEntries(bound),
    },
    port,
  );
}

export { createTaskPort, type TaskServices } from './integrations/task-port.ts';
export { sdkPort } from './integrations/sdk.ts';
export type { LambdaPort } from './integrations/lambda.ts';
export type { TaskCall, TaskPort } from './ports.ts';
