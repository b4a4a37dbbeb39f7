import type { FieldProblem } from '../../../../domain/errors.ts';
import type {
  MappingSandbox,
  TrialFailure,
  TrialInput,
  TrialOutcome,
  TrialOutput,
} from '../trial/sandbox.ts';
import { failures } from './failures.ts';
import { isolationLimits, type IsolationLimits } from './limits.ts';
import type { Saying } from './messages.ts';
import type { Program } from './program.ts';
import { runProcess, type ProcessEnd } from './trial-process.ts';

/** A sandbox that is a process of its own on this machine, for one run. A process that dies is replaced, without the item that it died of. */
export const processSandbox = (program: Program, limits = isolationLimits): MappingSandbox => ({
  run: (input) => new Run(program, limits, input).finished(),
});

class Run {
  readonly #program: Program;
  readonly #limits: IsolationLimits;
  readonly #input: TrialInput;
  readonly #until: number;
  readonly #outcomes = new Map<string, TrialOutcome>();
  #begun: string | undefined;
  #unusable: FieldProblem[] | undefined;

  constructor(program: Program, limits: IsolationLimits, input: TrialInput) {
    this.#program = program;
    this.#limits = limits;
    this.#input = input;
    this.#until = performance.now() + limits.runMs;
  }

  async finished(): Promise<TrialOutput> {
    await this.#process();
    while (this.#unusable === undefined && this.#left().length > 0 && this.#hasTime()) await this.#process();
    if (this.#unusable) return { outcome: 'manifest-invalid', problems: this.#unusable };
    const inOrder = this.#input.items.map(
      ({ key }) => this.#outcomes.get(key) ?? { key, failure: failures.notTried },
    );
    return { outcome: 'tried', items: inOrder };
  }

  #hasTime(): boolean {
    return performance.now() < this.#until;
  }

  async #process(): Promise<void> {
    const items = this.#left();
    const runMs = Math.max(0, this.#until - performance.now());
    const assignment = { input: { ...this.#input, items }, limits: { ...this.#limits, runMs } };
    const end = await runProcess(this.#program, assignment, (saying) => this.#hear(saying));
    if (this.#begun !== undefined) this.#blame(this.#begun, end);
    const isEmpty = items.length === 0 && end.code === 0;
    if (this.#unusable === undefined && !isEmpty && this.#left().length === items.length)
      throw new Error(`The sandbox does not work; its process ended with ${how(end)}`);
  }

  #hear(saying: Saying): void {
    if ('begun' in saying) this.#begun = saying.begun;
    else if ('unusable' in saying) this.#unusable = saying.unusable;
    else this.#settle(saying.outcome);
  }

  #settle(outcome: TrialOutcome): void {
    this.#outcomes.set(outcome.key, outcome);
    this.#begun = undefined;
  }

  #blame(key: string, end: ProcessEnd): void {
    this.#settle({ key, failure: failureOf(end, this.#limits) });
  }

  #left(): TrialInput['items'] {
    return this.#input.items.filter(({ key }) => !this.#outcomes.has(key));
  }
}

/** Memory may be refused by V8, which then complains and aborts, or by the system, which kills. */
function failureOf(end: ProcessEnd, { itemMs }: IsolationLimits): TrialFailure {
  if (end.overdue) return failures.tooSlow(itemMs);
  const isMemory = end.signal === 'SIGKILL' || /heap|memory|invalid size/i.test(end.complaint);
  return isMemory ? failures.tooMuchMemory : failures.crashed(how(end));
}

const how = ({ code, signal, complaint }: ProcessEnd): string => `${signal ?? code}: ${complaint.trim()}`;
