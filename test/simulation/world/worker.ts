import type { World } from './world.ts';

/** What may go wrong at a call, by the kind of port; the first four can happen anywhere. */
const ANYWHERE = ['crash before', 'crash after', 'stall before', 'stall after'] as const;
const FAULTS = {
  table: [...ANYWHERE, 'fail before', 'lose the answer'],
  start: [...ANYWHERE, 'fail before', 'lose the answer'],
  ask: [...ANYWHERE, 'unavailable', 'refused'],
  write: [
    ...ANYWHERE,
    'landed, no answer',
    'lands late, no answer',
    'never lands, no answer',
    'lands late, worker gone',
    '503, landed',
    '503, lands late',
    '503, not landed',
    'no id, landed',
    '429',
    'no connection',
    'refused',
  ],
} as const;

export type PortName = keyof typeof FAULTS;
export type FaultKind = (typeof FAULTS)[PortName][number];

/** How many different things can go wrong at a port. */
export const faultCount = (port: PortName): number => FAULTS[port].length;

export interface Trouble {
  readonly kind: FaultKind;
  /** 0 to 999. */
  readonly amount: number;
}

/** What a call came to at the other side: how long its answer takes, and the answer, or what it throws. `gone`: nobody is left to hear it. */
export interface Reply<Answer> {
  readonly after?: number;
  readonly give: () => Answer;
  readonly gone?: boolean;
}

const STALLS = [20_000, 45_000, 200_000, 20 * 60_000, 3 * 3_600_000];

/** How long a write waits for its share of a busy ERP at most. */
const LONGEST_SHARE_MS = 28_000;

/** The worker died, or its task took too long. */
export class Crashed extends Error {}

/** The table did not answer; whether it took the write, nobody knows. */
export class Lost extends Error {}

/** One invocation of a function: it may die or fall asleep at any call, and its clock is a little off. */
export class Worker {
  readonly #world: World;
  readonly #skew: number;
  readonly #died: () => void;

  constructor(world: World, died: () => void) {
    this.#world = world;
    this.#skew = world.shape.skewed ? world.chance(4_000) - 2_000 : 0;
    this.#died = died;
  }

  readonly now = (): number => this.#world.time.now + this.#skew;

  call<Answer>(
    port: PortName,
    name: string,
    perform: (trouble: Trouble | undefined) => Reply<Answer>,
  ): Promise<Answer> {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    const trouble = this.#world.troubleAt(port, name);
    const kind = trouble?.kind;
    const stall = STALLS[(trouble?.amount ?? 0) % STALLS.length] ?? 0;
    const share = port === 'write' && this.#world.shape.busy ? this.#world.chance(LONGEST_SHARE_MS) : 0;
    const pause = (when: FaultKind) => this.#world.latency() + (kind === when ? stall : 0);
    if (kind === 'crash before') this.#died();
    else
      this.#world.time.after(share + pause('stall before'), () => {
        const { give, gone, after = 0 } = perform(trouble);
        if (gone || kind === 'crash after') this.#died();
        else this.#world.time.after(after + pause('stall after'), () => answer(give, resolve, reject));
      });
    return promise;
  }
}

function answer<Answer>(
  give: () => Answer,
  resolve: (answer: Answer) => void,
  reject: (error: unknown) => void,
): void {
  try {
    resolve(give());
  } catch (error) {
    reject(error);
  }
}

export function troubleOf(
  port: PortName,
  fault: { readonly kind: number; readonly amount: number },
): Trouble {
  const kinds: readonly FaultKind[] = FAULTS[port];
  return { kind: kinds[fault.kind % kinds.length] ?? 'crash before', amount: fault.amount };
}
