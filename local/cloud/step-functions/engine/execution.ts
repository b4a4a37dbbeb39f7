import { StatesError } from '../errors.ts';
import type { Definition } from '../definition/schema.ts';
import type { Json } from '../json.ts';
import type { EnginePorts } from '../ports.ts';
import type { Frame } from './frame.ts';
import { detailsKey, type HistoryEvent, LONGEST_HISTORY, type NewEvent } from './history.ts';
import type { TokenDesk } from './token-desk.ts';

/** Which execution it is, as `$states.context` and the API show it. */
export interface Identity {
  readonly arn: string;
  readonly name: string;
  readonly stateMachineArn: string;
  readonly stateMachineName: string;
  readonly roleArn: string;
  readonly input: Json;
  readonly startedAt: number;
  readonly redriveCount: number;
}

export type Conclusion =
  | { readonly status: 'SUCCEEDED'; readonly output: Json }
  | {
      readonly status: 'FAILED' | 'TIMED_OUT' | 'ABORTED';
      readonly error: string | undefined;
      readonly reason: string | undefined;
    };

/** What belongs together: all of a change is on disk, or nothing. */
export interface Change {
  readonly frame?: Frame;
  readonly events?: readonly HistoryEvent[];
  /** Forget the children of the frame with this path. */
  readonly dropBelow?: string;
  readonly conclusion?: Conclusion;
}

/** Where positions and history are kept. Resolves when the change survives a killed process. */
export interface RunJournal {
  commit(change: Change): Promise<void>;
}

export interface ExecutionOptions {
  readonly identity: Identity;
  readonly definition: Definition;
  readonly ports: EnginePorts;
  readonly journal: RunJournal;
  readonly tokens: TokenDesk;
  /** Frames and the number of events of an earlier run, when it resumes. */
  readonly frames?: readonly Frame[];
  readonly eventCount?: number;
}

/** A running execution: what its threads share. */
export class Execution {
  readonly identity: Identity;
  readonly definition: Definition;
  readonly ports: EnginePorts;
  readonly tokens: TokenDesk;
  /** Aborted with an `Interruption` when the execution is stopped, timed out or suspended. */
  readonly controller = new AbortController();
  readonly #journal: RunJournal;
  readonly #frames: Map<string, Frame>;
  #eventCount: number;

  constructor(options: ExecutionOptions) {
    this.identity = options.identity;
    this.definition = options.definition;
    this.ports = options.ports;
    this.tokens = options.tokens;
    this.#journal = options.journal;
    this.#frames = new Map((options.frames ?? []).map((frame) => [frame.path, frame]));
    this.#eventCount = options.eventCount ?? 0;
  }

  now(): number {
    return this.ports.clock.now();
  }

  frameAt(path: string): Frame | undefined {
    return this.#frames.get(path);
  }

  /** The id of the next event that is committed. */
  get nextEventId(): number {
    return this.#eventCount + 1;
  }

  /** Numbers the events, chains them to those of the frame and writes all of it as one change. */
  commit(frame: Frame, events: readonly NewEvent[] = []): Promise<void> {
    this.#frames.set(frame.path, frame);
    return this.#journal.commit({ frame, events: events.map((event) => this.#numbered(event, frame)) });
  }

  /** As `commit`, for a frame that has done with its children. */
  commitWithoutChildren(frame: Frame, events: readonly NewEvent[] = []): Promise<void> {
    for (const known of this.#frames.keys()) {
      if (known.startsWith(`${frame.path}/`)) this.#frames.delete(known);
    }
    const numbered = events.map((event) => this.#numbered(event, frame));
    return this.#journal.commit({ frame, events: numbered, dropBelow: frame.path });
  }

  /** Writes an event that belongs to no frame, such as the start. */
  record(event: NewEvent): Promise<void> {
    return this.#journal.commit({ events: [this.#numbered(event)] });
  }

  /** Writes how the execution ended. An end from outside follows no event of the chain of states. */
  conclude(conclusion: Conclusion, event: NewEvent, root?: Frame): Promise<void> {
    const events = [this.#numbered(event, root)];
    return this.#journal.commit({ events, conclusion, ...(root && { frame: root }) });
  }

  #numbered({ type, details }: NewEvent, frame?: Frame): HistoryEvent {
    this.#eventCount += 1;
    const event = {
      id: this.#eventCount,
      previousEventId: frame?.lastEventId ?? 0,
      timestamp: this.now(),
      type,
      ...(details && { [detailsKey(type)]: details }),
    };
    if (frame) frame.lastEventId = event.id;
    return event;
  }

  /** Called on entering a state: the events that end an execution are still written. */
  refuseEndlessHistory(): void {
    if (this.#eventCount < LONGEST_HISTORY) return;
    throw new StatesError(
      'States.Runtime',
      `The execution reached the maximum number of history events (${LONGEST_HISTORY}).`,
    );
  }
}
