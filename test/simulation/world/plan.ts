import * as fc from 'fast-check';

/**
 * Something that goes wrong at the `call`-th port call of a run, or at the `call`-th write to the ERP; `kind` picks among what can go wrong there, `amount` (0 to 999) says how much.
 */
export interface Fault {
  readonly of: 'all' | 'writes';
  readonly call: number;
  readonly kind: number;
  readonly amount: number;
}

/** Something that people or machines around do at a moment (milliseconds after the start). */
export interface Action {
  readonly at: number;
  readonly kind: (typeof ACTIONS)[number];
  readonly order: number;
  readonly amount: number;
}

export const ACTIONS = [
  'start again',
  'release again',
  'edit the order',
  'clerk edits',
  'clerk types it in',
  'clerk deletes',
  'restore the ERP',
] as const;

/** The world a run takes place in. */
export interface Shape {
  /** Orders of the one account, handed over at the same time. */
  readonly orders: number;
  /** Requests that creating an order takes in this ERP. */
  readonly steps: number;
  /** The ERP refuses a second document with the same reference. */
  readonly unique: boolean;
  /** The ERP has had a debtor of this VAT id all along. */
  readonly knownDebtor: boolean;
  /** Many use the ERP: a write may wait for its share nearly as long as its right lasts. */
  readonly busy: boolean;
  /** People change the order before they release it. */
  readonly mends: boolean;
}

/** All there is to know about a run: the same plan gives the same run. `seed` decides latencies, clocks and waits. */
export interface Plan {
  /** The seed that made the plan, where one did. */
  readonly number?: number;
  readonly seed: number;
  readonly shape: Shape;
  readonly faults: readonly Fault[];
  readonly actions: readonly Action[];
}

const howMuch = { kind: fc.nat(999), amount: fc.nat(999) };

const shape: fc.Arbitrary<Shape> = fc.record({
  orders: fc.constantFrom(1, 1, 2),
  steps: fc.constantFrom(1, 1, 2),
  unique: fc.constantFrom(false, false, false, true),
  knownDebtor: fc.constantFrom(false, false, true),
  busy: fc.constantFrom(false, false, true),
  mends: fc.boolean(),
});

const fault: fc.Arbitrary<Fault> = fc.oneof(
  fc.record({ of: fc.constant('all'), call: fc.oneof(fc.nat(40), fc.nat(120)), ...howMuch }),
  fc.record({ of: fc.constant('writes'), call: fc.nat(3), ...howMuch }),
);

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

const action: fc.Arbitrary<Action> = fc.record({
  at: fc.oneof(fc.nat(2 * SECOND), fc.nat(MINUTE), fc.nat(5 * MINUTE), fc.nat(90 * MINUTE)),
  kind: fc.constantFrom(...ACTIONS, 'edit the order', 'start again'),
  order: fc.nat(1),
  amount: fc.nat(999),
});

export const anyPlan: fc.Arbitrary<Plan> = fc.record({
  seed: fc.nat(0x7fff_ffff),
  shape,
  faults: fc.array(fault, { maxLength: 7, size: 'max' }),
  actions: fc.array(action, { maxLength: 5, size: 'max' }),
});

/** The plan of a seed, the same for ever as long as the arbitraries above stay. */
export function planOf(seed: number): Plan {
  const [plan] = fc.sample(anyPlan, { seed, numRuns: 1 });
  if (!plan) throw new Error('no plan');
  return plan;
}
