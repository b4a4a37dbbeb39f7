import type { Entity } from '../canonical/change.ts';
import type { EndOfReading, Reading } from '../catch-up/reading.ts';
import { addCounts, type OutcomeCounts } from '../records/delivery.ts';
import {
  MOST_PROBLEMS,
  type FirstLoad,
  type Forecast,
  type LoadPart,
  type LoadProblem,
} from './first-load.ts';

/** What one page came to: `counts` where it was applied, `forecast` where it was only looked at. */
export interface LoadedPage {
  readonly reading: Reading;
  readonly end?: EndOfReading | undefined;
  readonly counts?: OutcomeCounts | undefined;
  readonly forecast?: Forecast | undefined;
  readonly problems?: readonly LoadProblem[] | undefined;
  readonly at: string;
}

/** The load behind a page: the checkpoint from which it goes on, whatever happens. */
export function withPage(load: FirstLoad, part: LoadPart, page: LoadedPage): FirstLoad {
  return {
    ...load,
    updatedAt: page.at,
    parts: load.parts.map((each) => (isSame(each, part) ? partAfter(each, page) : each)),
    problems: withProblems(load.problems, part.entity, page.problems ?? []),
    version: load.version + 1,
  };
}

const isSame = (a: LoadPart, b: LoadPart): boolean => a.entity === b.entity && a.resource === b.resource;

function partAfter(part: LoadPart, { reading, end, counts, forecast }: LoadedPage): LoadPart {
  const isNewRound = reading.round > (part.reading?.round ?? 1);
  return {
    ...part,
    ...{ reading, state: end === undefined ? 'reading' : 'read' },
    ...{ pages: part.pages + 1, read: isNewRound ? part.read : reading.rows },
    // A round that is repeated finds the same records again.
    ...(counts && { counts: addCounts(startsRound(reading) ? lasting(part) : (part.counts ?? {}), counts) }),
    ...(forecast && { forecast: addForecasts(startsRound(reading) ? none : part.forecast, forecast) }),
    ...(end === 'restless' && { isRestless: true }),
  };
}

/** The page was the first of its round. */
const startsRound = ({ pages }: Reading): boolean => pages === 1;

/** What was applied stays applied; what was left out is left out again. */
const lasting = ({ counts }: LoadPart): OutcomeCounts =>
  counts?.applied === undefined ? {} : { applied: counts.applied };

export const none: Forecast = { new: 0, changed: 0, unchanged: 0, ignored: 0, parked: 0 };

export const addForecasts = (a: Forecast = none, b: Forecast): Forecast => ({
  new: a.new + b.new,
  changed: a.changed + b.changed,
  unchanged: a.unchanged + b.unchanged,
  ignored: a.ignored + b.ignored,
  parked: a.parked + b.parked,
});

/** The first of each entity; a record that is met again counts once. */
function withProblems(
  known: readonly LoadProblem[],
  entity: Entity,
  found: readonly LoadProblem[],
): LoadProblem[] {
  const ids = new Set(known.filter((each) => each.entity === entity).map(({ externalId }) => externalId));
  const news = found.filter(({ externalId }) => !ids.has(externalId));
  return [...known, ...news.slice(0, MOST_PROBLEMS - ids.size)];
}
