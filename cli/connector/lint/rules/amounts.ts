import type { Finding } from '../finding.ts';
import { placeOf, type Path } from '../payload-leaves.ts';
import { fieldsOf, findingAt, nameOf, outcomeWith, type Probe, type Subject } from '../probes.ts';
import type { Outcome } from '../samples.ts';

/** Fields of our shapes that hold money, quantities and rates. */
const AMOUNTS = new Set([
  ...['quantity', 'unitPrice', 'discountPercent', 'discountAmount', 'net', 'taxRate', 'tax', 'gross'],
  ...['amount', 'openAmount', 'exchangeRate', 'headerDiscount', 'priceUnit', 'minimumQuantity'],
]);

/** Two amounts that differ where a float has no digits left. */
const LONG = '12345678901234567890';
const LONGER = '12345678901234567891';
const OF_FLOATS = /computed in floats|out of range|must evaluate to a number|cast value to a number/i;

const isNumeric = ({ leaf: { value } }: Probe): boolean =>
  typeof value === 'string' && /^-?\d{1,15}(\.\d{1,10})?$/.test(value);

/** Amounts keep their digits, and what is no decimal is refused. */
export async function amountFindings(subject: Subject, probe: Probe): Promise<Finding[]> {
  if (!isNumeric(probe)) return [];
  const outcome = await outcomeWith(subject, probe, LONG);
  if (!('record' in outcome)) return floatProblems(subject, probe, outcome);
  const reached = amountsWith(outcome, LONG.slice(0, 13));
  if (reached.length === 0) return [];
  return [...(await lostDigits(subject, probe, reached)), ...(await commas(subject, probe, reached))];
}

function floatProblems(subject: Subject, { sample, leaf }: Probe, outcome: Outcome): Finding[] {
  const problem =
    'problems' in outcome ? outcome.problems.find(({ reason }) => OF_FLOATS.test(reason)) : undefined;
  if (problem === undefined) return [];
  const sentence = `of 20 digits is refused: ${problem.reason}`;
  return [findingAt(subject, { rule: 'float-money', sample, field: leaf.path, sentence })];
}

/** Amounts of a record that hold these digits. */
function amountsWith(outcome: Outcome, digits: string): { path: Path; value: string }[] {
  if (!('record' in outcome)) return [];
  return [...fieldsOf(outcome.record).values()].flatMap(({ path, value }) =>
    typeof value === 'string' && AMOUNTS.has(nameOf(path)) && value.replace(/\D/g, '').includes(digits)
      ? [{ path, value }]
      : [],
  );
}

type Reached = readonly { readonly path: Path; readonly value: string }[];

async function lostDigits(subject: Subject, probe: Probe, reached: Reached): Promise<Finding[]> {
  const { sample, leaf } = probe;
  const outcome = await outcomeWith(subject, probe, LONGER);
  const fields = 'record' in outcome ? fieldsOf(outcome.record) : new Map<string, never>();
  return reached
    .filter(({ path, value }) => fields.get(JSON.stringify(path))?.value === value)
    .map(({ path }) => {
      const sentence = `loses digits of ${placeOf(leaf.path)}: ${LONG} and ${LONGER} come out alike`;
      return findingAt(subject, { rule: 'float-money', sample, field: path, sentence });
    });
}

/** How Central Europe writes it, and what it means. */
const WITH_COMMA = [
  ['1.234,56', '1234.56'],
  ['1,5', '1.5'],
] as const;

async function commas(subject: Subject, probe: Probe, reached: Reached): Promise<Finding[]> {
  const { sample, leaf } = probe;
  const handedOn = reached.filter(({ value }) => value.replace('-', '') === LONG);
  const findings: Finding[] = [];
  for (const [written, meant] of WITH_COMMA) {
    const outcome = await outcomeWith(subject, probe, written);
    if (!('record' in outcome)) continue;
    const fields = fieldsOf(outcome.record);
    for (const { path } of handedOn) {
      const value = String(fields.get(JSON.stringify(path))?.value ?? 'nothing');
      if (value.replace('-', '') === meant) continue;
      const sentence = `makes ${value} of "${written}" at ${placeOf(leaf.path)}`;
      findings.push(findingAt(subject, { rule: 'decimal-comma', sample, field: path, sentence }));
    }
  }
  return findings;
}
