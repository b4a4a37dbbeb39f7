import type { ErpOrder } from '../../../../domain/hand-over/erp-order.ts';
import { allRecords } from '../fetch/fetch-record.ts';
import type { TemplateValues } from '../fetch/template.ts';
import { textAt, type JsonValue } from '../lossless-json.ts';
import type { LinesStep } from '../manifest/steps.ts';
import type { StepAnswer } from './classify-write.ts';
import type { SendingRight } from './erp-writer.ts';
import { mappedLines } from './map-payload.ts';
import type { OutboundAccess } from './outbound-access.ts';
import { write } from './write.ts';

export interface LinesJob {
  readonly step: LinesStep;
  readonly order: ErpOrder;
  readonly values: TemplateValues;
  readonly right: SendingRight;
  /** The document was found, so that some of its lines may be there. */
  readonly isResumed: boolean;
}

interface NumberedLine {
  readonly position: number;
  readonly body: JsonValue;
}

/** Sends the lines that the document lacks, call by call, and stops at the first that is not taken for certain. */
export async function sentLines(outbound: OutboundAccess, job: LinesJob): Promise<StepAnswer> {
  const { step, values, right } = job;
  for (const call of callsOf(step, await missingLines(outbound, job))) {
    const position = String(call.position);
    const answer = await write(outbound, {
      request: step,
      values: { ...values, position },
      body: call.body,
      right,
    });
    if (answer.outcome !== 'done') return { ...answer, reason: `Line ${position}: ${answer.reason}` };
  }
  return { outcome: 'done', json: null };
}

async function missingLines(outbound: OutboundAccess, job: LinesJob): Promise<NumberedLine[]> {
  const { lines: rule } = outbound.rules.order.create.mapping;
  if (rule === undefined) throw new Error('A step "lines" needs a mapping of lines.');
  const mapped = await mappedLines(outbound.access, rule, job.order);
  const numbered = mapped.map((body, index) => ({ position: index + 1, body }));
  return job.isResumed ? lacking(job.step, numbered, await existingLines(outbound, job)) : numbered;
}

const existingLines = (
  { access }: OutboundAccess,
  { step: { existing }, values }: LinesJob,
): Promise<JsonValue[]> => allRecords(access, { request: existing, values, records: existing.records });

/** By our reference where lines carry one; else by their number, because they are sent in order. */
function lacking(
  { existing, key }: LinesStep,
  lines: readonly NumberedLine[],
  present: readonly JsonValue[],
): NumberedLine[] {
  const presentKey = existing.key;
  if (key === undefined || presentKey === undefined) return lines.slice(present.length);
  const known = new Set(present.map((line) => textAt(line, presentKey)));
  return lines.filter(({ body }) => !known.has(textAt(body, key)));
}

function callsOf({ batch }: LinesStep, lines: readonly NumberedLine[]): NumberedLine[] {
  if (batch === undefined) return [...lines];
  const starts = lines.filter((_, index) => index % batch.size === 0);
  return starts.map(({ position }, index) => {
    const chunk = lines.slice(index * batch.size, (index + 1) * batch.size);
    return { position, body: { [batch.into]: chunk.map(({ body }) => body) } };
  });
}
