import { LedgerVerifier } from '../../../domain/ledger/verify-ledger.ts';
import { sha256 } from '../../../functions/shared/store/ledger/sha256.ts';
import { chance } from './chance.ts';
import { Crm } from './crm.ts';
import { Erp } from './erp.ts';
import { Journal } from './journal.ts';
import type { Bug } from './bugs.ts';
import { START } from './scene.ts';
import type { Fault, Plan, Shape } from './plan.ts';
import { Timeline } from './timeline.ts';
import { Watch } from './watch.ts';
import { Crashed, troubleOf, Worker, type PortName, type Trouble } from './worker.ts';

/** A task is given up after this long, though its worker may live on. */
const TASK_MS = 150_000;

export interface Call {
  readonly index: number;
  readonly port: PortName;
  readonly name: string;
}

/** One run: everything around the code under test, on one timeline. */
export class World {
  readonly time = new Timeline(START);
  readonly chance: (limit: number) => number;
  readonly shape: Shape & { readonly skewed: boolean };
  readonly watch: Watch;
  readonly journal: Journal;
  readonly erp: Erp;
  readonly crm: Crm;
  readonly bug: Bug | undefined;
  readonly calls: Call[] = [];
  readonly #faults: ReadonlyMap<string, Fault>;
  #writes = 0;
  readonly #even: boolean;
  #runs = 0;
  /** Workers that are alive, asleep or not. */
  workers = 0;

  /** `even`: all latencies and clocks alike, so that the calls of a run come in an order that can be enumerated. */
  constructor(plan: Plan, { bug, even = false }: { bug?: Bug | undefined; even?: boolean } = {}) {
    this.chance = chance(plan.seed);
    this.shape = { ...plan.shape, skewed: !even };
    this.bug = bug;
    this.#even = even;
    this.#faults = new Map(plan.faults.map((fault) => [`${fault.of} ${fault.call}`, fault]));
    this.watch = new Watch(this);
    this.journal = new Journal(this);
    this.erp = new Erp(this);
    this.crm = new Crm(this, plan);
  }

  begin(): void {
    this.erp.begin();
    this.crm.begin();
  }

  /** H2, and the journal proves itself as an auditor would have it (A1). */
  checkEnd(): void {
    this.crm.checkEnd();
    if (this.bug) return;
    const anchors = Object.entries(this.journal.heads()).map(([chain, head]) => ({ chain, ...head }));
    const verifier = new LedgerVerifier({ sha256, anchors });
    for (const entry of this.journal.entries) verifier.take(entry);
    for (const { code, sentence } of verifier.end().findings) this.watch.breaks('A1', `${code}: ${sentence}`);
  }

  nameOfRun(): string {
    return `run-${(this.#runs += 1)}`;
  }

  latency(): number {
    return this.#even ? 10 : 1 + this.chance(50);
  }

  /** Counts the call, and says what goes wrong with it. */
  troubleAt(port: PortName, name: string): Trouble | undefined {
    const index = this.calls.length;
    this.calls.push({ index, port, name });
    const fault = this.#faults.get(`all ${index}`) ?? this.#faultOfWrite(port);
    return fault && troubleOf(port, fault);
  }

  #faultOfWrite(port: PortName): Fault | undefined {
    if (port !== 'write') return undefined;
    this.#writes += 1;
    return this.#faults.get(`writes ${this.#writes - 1}`);
  }

  /** Runs a task in a worker of its own. Fails when the worker died, or when it took too long and may still be at it. */
  invoke<Result>(task: (worker: Worker) => Promise<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      let waited = true;
      const fail = (error: Error) => {
        waited = false;
        reject(error);
      };
      const ended = () => void (this.workers -= 1);
      const died = () => {
        ended();
        this.time.after(this.latency(), () => fail(new Crashed()));
      };
      this.workers += 1;
      this.time.after(TASK_MS, () => waited && fail(new Crashed()));
      const told = (result: Result) => {
        waited = false;
        resolve(result);
      };
      task(new Worker(this, died)).finally(ended).then(told, fail);
    });
  }

  sleepUntil(moment: number): Promise<void> {
    return new Promise((resolve) => this.time.at(moment, resolve));
  }
}
