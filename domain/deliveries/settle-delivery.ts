import type { Entity } from '../canonical/change.ts';
import type {
  Attempt,
  ChangeOutcome,
  Delivery,
  DeliveryState,
  FinalState,
  OutcomeCounts,
} from '../records/delivery.ts';

/** What one try came to: for one entity of a delivery, or for all that `entities` names. */
export interface SettledPart {
  readonly entities: readonly Entity[];
  readonly outcomes: readonly ChangeOutcome[];
  readonly attempt: Omit<Attempt, 'state' | 'reason'>;
}

/** What is known of a delivery before any of it is settled. */
export type ReceivedDelivery = Omit<
  Delivery,
  'pending' | 'state' | 'settledAt' | 'changes' | 'counts' | 'reason' | 'attempts' | 'version'
>;

/** A person must see a parked one first; after that, what had an effect goes before what had none. */
const PRECEDENCE: readonly FinalState[] = ['parked', 'applied', 'superseded', 'duplicate', 'ignored'];

/** Enough to see what happened; a pulled page of thousands is told by its counts. */
const MOST_CHANGES_KEPT = 50;
const MOST_ATTEMPTS_KEPT = 30;

/** The first record of a delivery, for the parts that are settled. */
export function settleFirst(received: ReceivedDelivery, part: SettledPart): Delivery {
  const pending = received.entities.filter((entity) => !part.entities.includes(entity));
  const { outcomes } = part;
  return concluded({ ...received, pending, attempts: [] }, part, {
    version: 1,
    changes: outcomes,
    counts: countStates(outcomes),
  });
}

/**
 * A part of a delivery that has a record already: the next entity of it, a redelivery by the queue, a release or a replay. Undefined
 * where there is nothing to add, because a queue may bring twice what is settled (W1).
 */
export function settleAgain(known: Delivery, part: SettledPart): Delivery | undefined {
  const isNew = part.entities.some((entity) => known.pending.includes(entity));
  const isWanted = part.attempt.trigger !== 'delivery' || known.state === 'parked';
  if (!isNew && !isWanted) return undefined;
  const isOfPart = ({ entity = known.entities[0] }: ChangeOutcome) =>
    !entity || part.entities.includes(entity);
  const before = known.changes.filter(isOfPart);
  const outcomes = part.outcomes.map((outcome) => keepEffect(before, outcome));
  const pending = known.pending.filter((entity) => !part.entities.includes(entity));
  const entities = known.entities.length > 0 ? known.entities : entitiesOf(outcomes);
  return concluded({ ...known, entities, pending }, part, {
    version: known.version + 1,
    changes: [...known.changes.filter((change) => !isOfPart(change)), ...outcomes],
    counts: recount(known, part, { before, outcomes }),
  });
}

/** What could not be read at the door may be readable once the connector was mended. */
const entitiesOf = (outcomes: readonly ChangeOutcome[]): Entity[] =>
  [...new Set(outcomes.map(({ entity }) => entity))].filter((entity) => entity !== undefined);

/** Not all changes of a large delivery are kept one by one, so counts are carried on instead of taken from them. */
function recount(
  known: Delivery,
  part: SettledPart,
  { before, outcomes }: Record<'before' | 'outcomes', readonly ChangeOutcome[]>,
): OutcomeCounts {
  const counts = countStates(outcomes);
  if (known.entities.every((entity) => part.entities.includes(entity))) return counts;
  const gone = countStates(before);
  for (const state of PRECEDENCE) {
    const count = (counts[state] ?? 0) + (known.counts[state] ?? 0) - (gone[state] ?? 0);
    if (count > 0) counts[state] = count;
  }
  return counts;
}

/** What a delivery once brought about stays said, even if bringing it again finds nothing left to do. */
function keepEffect(before: readonly ChangeOutcome[], outcome: ChangeOutcome): ChangeOutcome {
  if (outcome.state === 'applied' || outcome.externalId === undefined) return outcome;
  const earlier = before.find(
    ({ entity, externalId }) => entity === outcome.entity && externalId === outcome.externalId,
  );
  return earlier?.state === 'applied' ? earlier : outcome;
}

type Open = ReceivedDelivery & Pick<Delivery, 'pending' | 'attempts'>;
type Result = Pick<Delivery, 'version' | 'counts'> & { readonly changes: readonly ChangeOutcome[] };

function concluded(open: Open, part: SettledPart, { version, counts, changes }: Result): Delivery {
  const state = open.pending.length > 0 ? 'received' : stateOf(counts);
  return {
    ...open,
    ...{ state, counts, version },
    settledAt: state === 'received' ? undefined : part.attempt.at,
    reason: reasonOf(changes, state),
    changes: worthKeeping(changes),
    attempts: [...open.attempts, attemptOf(part)].slice(-MOST_ATTEMPTS_KEPT),
  };
}

const reasonOf = (changes: readonly ChangeOutcome[], state: DeliveryState): string | undefined =>
  changes.find((change) => change.state === state && change.reason !== undefined)?.reason;

function attemptOf({ attempt, outcomes }: SettledPart): Attempt {
  const state = stateOf(countStates(outcomes));
  return { ...attempt, state, reason: reasonOf(outcomes, state) };
}

const stateOf = (counts: OutcomeCounts): Exclude<DeliveryState, 'received'> =>
  PRECEDENCE.find((state) => (counts[state] ?? 0) > 0) ?? 'ignored';

function countStates(changes: readonly ChangeOutcome[]): OutcomeCounts {
  const counts: OutcomeCounts = {};
  for (const { state } of changes) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}

function worthKeeping(changes: readonly ChangeOutcome[]): ChangeOutcome[] {
  if (changes.length <= MOST_CHANGES_KEPT) return [...changes];
  const parked = changes.filter(({ state }) => state === 'parked');
  const others = changes.filter(({ state }) => state !== 'parked');
  return [...parked, ...others].slice(0, MOST_CHANGES_KEPT);
}
