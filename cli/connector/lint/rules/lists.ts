import { isJsonList, isJsonObject, type JsonValue } from '../../../../functions/shared/erp/lossless-json.ts';
import { tryOutbound } from '../../../../functions/shared/erp/trial/try-outbound.ts';
import type { OutboundVector } from '../../../../functions/shared/erp/trial/outbound-vector.ts';
import type { Finding } from '../finding.ts';
import { leavesOf, listsOf, placeOf, withValue, type Path } from '../payload-leaves.ts';
import { findingAt, type Subject } from '../probes.ts';
import { outcomeOf, type Outcome, type Sample } from '../samples.ts';
import { lineOfMember } from '../source-lines.ts';

const OTHER_SHAPE = /expected (array|object|string|boolean), received (array|object|string)/;

/** With 0, 1 and 2 entries, every list of a payload gives a record of the same shape. */
export async function listFindings(subject: Subject, sample: Sample): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { path, list } of listsOf(sample.payload))
    for (const entries of variantsOf(list)) {
      const payload = withValue(sample.payload, path, entries);
      const outcome = await outcomeOf(subject.connector, { ...sample, payload });
      const wrong = wrongField(outcome);
      if (wrong === undefined) continue;
      const sentence = `${wrong.how} where ${placeOf(path)} holds ${entries.length}`;
      findings.push(findingAt(subject, { rule: 'list-collapses', sample, field: wrong.path, sentence }));
    }
  return findings;
}

/** None, one and two; what is there already was shown by its vector. */
function variantsOf(list: readonly JsonValue[]): JsonValue[][] {
  const [first, second = first] = list;
  if (first === undefined || second === undefined) return [];
  return [[], [first], [first, second]].filter((entries) => entries.length !== list.length);
}

function wrongField(outcome: Outcome): { path: Path; how: string } | undefined {
  if ('problems' in outcome) {
    const problem = outcome.problems.find(({ reason }) => OTHER_SHAPE.test(reason));
    return problem && { path: pathOf(problem.field), how: `has another shape (${problem.reason})` };
  }
  const inText = leavesOf(outcome.record).find(({ value }) => isListAsText(value));
  return inText && { path: inText.path, how: `holds a list written as text (${String(inText.value)})` };
}

const pathOf = (field: string): Path =>
  field
    .split(/[.[\]]+/)
    .filter((name) => name !== '')
    .map((name) => (/^\d+$/.test(name) ? Number(name) : name));

/** `["a","b"]` is what becomes of a list that is joined to a text. */
function isListAsText(value: JsonValue): boolean {
  return typeof value === 'string' && /^\[["{].*\]$/s.test(value.trim());
}

/** An order with one line is sent in the same shape as one with two. */
export async function orderShapeFindings(subject: Subject, vector: OutboundVector): Promise<Finding[]> {
  const { trial } = vector;
  if (trial.do !== 'create-order') return [];
  const [first, second = first] = trial.order.lines;
  if (first === undefined || second === undefined) return [];
  const one = await bodiesFor(subject, vector, [first]);
  const two = await bodiesFor(subject, vector, [first, second]);
  return one.flatMap((body, index) => {
    const other = two[index];
    return body === undefined || other === undefined ? [] : otherShapes(subject, body, other);
  });
}

type OrderLines = Extract<OutboundVector['trial'], { do: 'create-order' }>['order']['lines'];

/** What is sent with each request, as JSON. */
async function bodiesFor(
  { connector }: Subject,
  { trial, meta, answers }: OutboundVector,
  lines: OrderLines,
): Promise<(JsonValue | undefined)[]> {
  if (trial.do !== 'create-order') return [];
  const left = answers.values();
  const order = { ...trial.order, lines };
  const next = () => left.next().value;
  const { requests } = await tryOutbound(connector, { trial: { ...trial, order }, meta }, next);
  return requests.map(({ body }) =>
    body === undefined ? undefined : (JSON.parse(JSON.stringify(body)) as JsonValue),
  );
}

/** Entries of a list may be of several shapes; each has to be known from the longer order. */
function otherShapes({ connector }: Subject, one: JsonValue, two: JsonValue): Finding[] {
  const shapes = Map.groupBy(shapesOf(two), ([place]) => place);
  const file = connector.manifest.outbound?.order.create.mapping.file ?? 'connector.json';
  return shapesOf(one).flatMap(([place, shape]) => {
    const others = (shapes.get(place) ?? []).map(([, other]) => other);
    if (others.length === 0 || others.includes(shape)) return [];
    const sentence = `${place} is sent as ${shape} of an order with one line, as ${others[0]} of one with two`;
    const line = lineOfMember(connector.sources[file] ?? '', place.split('.').at(-1) ?? '');
    return [{ rule: 'list-collapses', file, line, sentence } as const];
  });
}

function shapesOf(value: JsonValue, path: Path = []): [string, string][] {
  const here = placeOf(path);
  if (isJsonList(value))
    return [[here, 'a list'], ...value.flatMap((each, index) => shapesOf(each, [...path, index]))];
  if (!isJsonObject(value)) return [[here, 'a value']];
  const members = Object.entries(value).flatMap(([name, member]) => shapesOf(member, [...path, name]));
  return [[here, 'an object'], ...members];
}
