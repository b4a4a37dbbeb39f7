import type { TemplateValues } from '../fetch/template.ts';
import type { JsonObject } from '../lossless-json.ts';
import type { CreateStep } from '../manifest/steps.ts';
import type { SendingRight, WriteAnswer } from './erp-writer.ts';
import { givenId, numberAt, placeInWords } from './found-id.ts';
import { matches } from './matches.ts';
import type { OutboundAccess } from './outbound-access.ts';
import { write } from './write.ts';

export interface Creation {
  readonly step: Omit<CreateStep, 'kind'>;
  readonly body: JsonObject;
  readonly values: TemplateValues;
  readonly right: SendingRight;
}

/** The first request of a hand-over. It counts only with an id, and with what was agreed that the answer repeats. */
export async function created(outbound: OutboundAccess, creation: Creation): Promise<WriteAnswer> {
  const { step, body, values, right } = creation;
  const answer = await write(outbound, { request: step, values, body, right });
  if (answer.outcome !== 'done') return answer;
  const externalId = givenId(outbound.access, answer, step.id);
  if (externalId === undefined)
    return { outcome: 'unknown', reason: `The ERP accepted it, but gave no id ${placeInWords(step.id)}.` };
  if (!matches(answer.json, step.match, values))
    return { outcome: 'unknown', reason: `The ERP answered with another record than ours (${externalId}).` };
  return { outcome: 'accepted', externalId, number: numberAt(answer.json, step.number) };
}
