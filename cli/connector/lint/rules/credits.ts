import { isJsonList, textAt, type JsonValue } from '../../../../functions/shared/erp/lossless-json.ts';
import type { Finding } from '../finding.ts';
import { findingAt, type Subject } from '../probes.ts';
import type { Sample } from '../samples.ts';
import { lineOfMember } from '../source-lines.ts';

const CREDITS = new Set(['credit-note', 'cancellation']);

/** Credit notes are declared, shown, and come out negative (I-3). */
export function creditFindings(subject: Subject): Finding[] {
  const credits = subject.samples.filter(
    ({ entity, record }) => entity === 'invoice' && CREDITS.has(textAt(record, 'kind') ?? ''),
  );
  return [
    ...undeclared(subject),
    ...notShown(subject, credits),
    ...credits.flatMap((sample) => wrongSigns(subject, sample)),
  ];
}

function undeclared({ connector, manifestText }: Subject): Finding[] {
  return Object.entries(connector.manifest.resources)
    .filter(([, { entity, document }]) => entity === 'invoice' && document === undefined)
    .map(([name]) => ({
      ...{ rule: 'credit-sign', file: 'connector.json', line: lineOfMember(manifestText, name) },
      sentence: `resources.${name} has documents and does not say the sign of credit notes`,
    }));
}

function notShown({ connector, manifestText }: Subject, credits: readonly Sample[]): Finding[] {
  const hasInvoices = Object.values(connector.manifest.resources).some(({ entity }) => entity === 'invoice');
  if (!hasInvoices || credits.length > 0) return [];
  const line = lineOfMember(manifestText, 'resources');
  return [{ rule: 'credit-sign', file: 'connector.json', line, sentence: 'no vector shows a credit note' }];
}

function wrongSigns(subject: Subject, sample: Sample): Finding[] {
  const total = leadingTotal(sample.record);
  const found = (field: (string | number)[], sentence: string) =>
    findingAt(subject, { rule: 'credit-sign', sample, field, sentence });
  return [
    ...(isPositive(total)
      ? [found(['totals', 'net'], `of a credit note is ${total}, which is not negative`)]
      : []),
    ...linesAtOdds(sample.record).map((index) =>
      found(['lines', index, 'quantity'], 'has not the sign of net and unit price'),
    ),
  ];
}

function leadingTotal(record: JsonValue): string {
  const net = textAt(record, 'totals.net') ?? '0';
  return /[1-9]/.test(net) ? net : (textAt(record, 'totals.gross') ?? '0');
}

const isPositive = (amount: string): boolean => signOf(amount) > 0;

function signOf(amount: string | undefined): number {
  if (amount === undefined || !/[1-9]/.test(amount)) return 0;
  return amount.startsWith('-') ? -1 : 1;
}

/** Prices per unit keep their sign, so that quantity and net have to turn together. */
function linesAtOdds(record: JsonValue): number[] {
  const lines = typeof record === 'object' && record !== null && 'lines' in record ? record.lines : undefined;
  if (!isJsonList(lines)) return [];
  return lines.flatMap((line, index) => {
    const [net, quantity, price] = ['net', 'quantity', 'unitPrice'].map((name) => signOf(textAt(line, name)));
    const isAtOdds = net !== 0 && quantity !== 0 && price !== 0 && net !== Number(quantity) * Number(price);
    return isAtOdds ? [index] : [];
  });
}
