import { AwsError } from '../../aws-json/aws-error.ts';
import type { Execution } from '../engine/execution.ts';
import { runExecution } from '../engine/run-execution.ts';
import { TokenDesk } from '../engine/token-desk.ts';
import { ExecutionStopped, ExecutionSuspended } from '../errors.ts';
import { withOwnExecutions } from '../integrations/own-executions.ts';
import type { EnginePorts } from '../ports.ts';
import type { ExecutionRecord } from '../store/executions.ts';
import type { Machine } from '../store/machines.ts';
import type { Store } from '../store/store.ts';
import { checkInput } from './input.ts';
import { deadlineOf, executionOf, syncRecord } from './launch.ts';
import { checkName, executionArn } from './names.ts';
import { redrivable, writeRedrive } from './redrive.ts';
import { endingOf, forgetfulJournal, storeJournal } from './run-journal.ts';

export interface StartRequest {
  readonly machineArn: string;
  readonly name?: string | undefined;
  /** JSON text. */
  readonly input?: string | undefined;
  readonly startedBy?: string;
}

interface Live {
  readonly execution: Execution;
  readonly ended: Promise<ExecutionRecord>;
}

/** Starts, ends and takes up executions again, and knows which run. */
export class ExecutionService {
  readonly store: Store;
  readonly tokens = new TokenDesk();
  readonly #ports: EnginePorts;
  readonly #onFault: (error: unknown) => void;
  readonly #live = new Map<string, Live>();

  constructor(store: Store, ports: EnginePorts, onFault: (error: unknown) => void) {
    this.store = store;
    this.#ports = { ...ports, tasks: withOwnExecutions(ports.tasks, this) };
    this.#onFault = onFault;
  }

  now(): number {
    return this.#ports.clock.now();
  }

  machine(arn: string): Machine {
    const machine = this.store.machines.get(arn);
    if (machine) return machine;
    throw new AwsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
  }

  execution(arn: string): ExecutionRecord {
    const record = this.store.executions.get(arn);
    if (record) return record;
    throw new AwsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
  }

  /** Resolves when the start survives a killed process. The same name and input of a running one is no new start. */
  async start(request: StartRequest): Promise<ExecutionRecord> {
    const known = this.#alreadyStarted(request);
    // What another call just wrote must be on disk, too, before this one is answered.
    if (known) return this.store.journal.write(() => known);
    const machine = this.machine(request.machineArn);
    const { name, arn } = this.#identify(machine, request);
    const { executions } = this.store;
    const record = await this.store.journal.write(() => {
      const { roleArn, definitionId, type } = machine;
      const startedBy = request.startedBy ?? null;
      const origin = { arn, machineArn: machine.arn, name, type, roleArn, definitionId, startedBy };
      executions.insert({ ...origin, input: checkInput(request.input), startedAt: this.now() });
      return this.execution(arn);
    });
    this.#run(record);
    return record;
  }

  /** Runs an express machine to its end; nothing of it is kept. */
  async runSync(request: StartRequest): Promise<ExecutionRecord> {
    const machine = this.machine(request.machineArn);
    const { name, arn } = this.#identify(machine, request);
    const input = checkInput(request.input);
    const record = syncRecord(machine, { arn, name, input, startedAt: this.now() });
    const execution = executionOf(record, machine.definition, {
      ports: this.#ports,
      tokens: this.tokens,
      journal: forgetfulJournal,
    });
    return this.#keep(record, execution, runExecution(execution, deadlineOf(record, execution.definition)));
  }

  async stop(
    arn: string,
    failure: { error?: string | undefined; reason?: string | undefined } = {},
  ): Promise<ExecutionRecord> {
    const record = this.execution(arn);
    if (record.status === 'RUNNING' && !this.#live.has(arn)) this.#run(record);
    const live = this.#live.get(arn);
    if (!live) return record;
    live.execution.controller.abort(new ExecutionStopped(failure.error, failure.reason));
    return live.ended;
  }

  /** Takes an unsuccessful execution up at the states that did not succeed. */
  async redrive(arn: string): Promise<number> {
    const problem = redrivable(this.execution(arn), this.store.positions.eventCount(arn), this.now());
    if (problem) throw new AwsError('ExecutionNotRedrivable', problem);
    const at = this.now();
    await this.store.journal.write(() => writeRedrive(this.store, arn, at));
    this.#run(this.execution(arn));
    return at;
  }

  /** Takes up what ran when the process ended, each from its last state boundary; returns how many. */
  resume(): number {
    const interrupted = this.store.executions.running().filter(({ arn }) => !this.#live.has(arn));
    interrupted.forEach((record) => this.#run(record));
    return interrupted.length;
  }

  /** The execution when it has ended. */
  async settled(arn: string): Promise<ExecutionRecord> {
    return this.#live.get(arn)?.ended ?? this.execution(arn);
  }

  /** Stops all running without ending them; they go on after the next start. */
  async close(): Promise<void> {
    const live = [...this.#live.values()];
    live.forEach(({ execution }) =>
      execution.controller.abort(new ExecutionSuspended('The service closes.')),
    );
    await Promise.allSettled(live.map(({ ended }) => ended));
    this.store.journal.close();
  }

  #identify(machine: Machine, { name: given, startedBy }: StartRequest): { name: string; arn: string } {
    const id = this.#ports.newId();
    const name = checkName(given ?? startedBy ?? id);
    return { name, arn: executionArn(machine, name, id) };
  }

  #alreadyStarted({ machineArn, name, input, startedBy }: StartRequest): ExecutionRecord | undefined {
    const byAttempt = startedBy === undefined ? undefined : this.store.executions.startedBy(startedBy);
    if (byAttempt || name === undefined) return byAttempt;
    const machine = this.machine(machineArn);
    const record =
      machine.type === 'STANDARD' ? this.store.executions.get(executionArn(machine, name, '')) : undefined;
    if (!record || (record.status === 'RUNNING' && record.input === checkInput(input))) return record;
    throw new AwsError('ExecutionAlreadyExists', `Execution Already Exists: '${record.arn}'`);
  }

  #run(record: ExecutionRecord): void {
    const { store, tokens } = this;
    const definition = store.machines.definition(record.definitionId);
    const execution = executionOf(record, definition, {
      ports: this.#ports,
      tokens,
      journal: storeJournal(store, record, () => this.now()),
      frames: store.positions.frames(record.arn),
      eventCount: store.positions.eventCount(record.arn),
    });
    this.#keep(record, execution, runExecution(execution, deadlineOf(record, execution.definition))).catch(
      (error: unknown) => {
        if (!(error instanceof ExecutionSuspended)) this.#onFault(error);
      },
    );
  }

  async #keep(
    record: ExecutionRecord,
    execution: Execution,
    running: ReturnType<typeof runExecution>,
  ): Promise<ExecutionRecord> {
    const ended = running
      .then((conclusion) => ({ ...record, ...endingOf(record.arn, conclusion, this.now()) }))
      .finally(() => this.#live.delete(record.arn));
    this.#live.set(record.arn, { execution, ended });
    return ended;
  }
}
