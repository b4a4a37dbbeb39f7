import type { ShownTrial } from './shown-trial.ts';

/** A trial for people: what came, what would be asked, what would be stored. */
export const linesOfTrial = (trial: ShownTrial): string[] => [
  `authentic: ${trial.authentic ?? 'not checked'}${trial.reason === undefined ? '' : ` (${trial.reason})`}`,
  ...trial.changes.map(
    ({ entity, externalId, change }) => `change: ${entity} ${externalId ?? '(many)'} ${change}`,
  ),
  ...trial.ignored.map(({ index, reason }) => `ignored: ${index}: ${reason}`),
  ...trial.refused.map(({ index }) => `refused: ${index}: its secret is wrong`),
  ...trial.forPeople.map(({ index, reason }) => `for people: ${index}: ${reason}`),
  ...requestLines(trial),
  ...trial.problems.map(({ field, reason }) => `problem: ${field}: ${reason}`),
  ...(trial.differences ?? []).flatMap(differenceLines),
  ...trial.canonical.map((record) => JSON.stringify(record, null, 2)),
];

/** Of many records that are only named, the first ones are enough to see by. */
function requestLines({ requests, records }: ShownTrial): string[] {
  const more = new Set(records.filter(({ outcome }) => outcome === 'named').map(({ change }) => change)).size;
  return [
    ...requests.map(({ method, path }) => `request: ${method} …/${path}`),
    ...(more > MOST_ASKED ? [`request: … and for ${more - MOST_ASKED} more records`] : []),
  ];
}

/** As many changes the trial shows the requests of. */
const MOST_ASKED = 50;

type Difference = NonNullable<ShownTrial['differences']>[number];

const differenceLines = ({ entity, externalId, state, outcome, reason, fields }: Difference): string[] => [
  `stored: ${entity} ${externalId} ${state}, would be ${outcome}${reason === undefined ? '' : `: ${reason}`}`,
  ...fields.map(({ field, stored, mapped }) => `  ${field}: ${inWords(stored)} → ${inWords(mapped)}`),
];

export const inWords = (value: unknown): string =>
  value === undefined ? 'nothing' : shortened(JSON.stringify(value));

const LONGEST = 100;

const shortened = (text: string): string =>
  text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`;
