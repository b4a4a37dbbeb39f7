import { ErpRejectedError, ErpUnavailableError } from '../../../../domain/errors.ts';
import { addressOf, ask } from '../fetch/ask.ts';
import type { TemplateValues } from '../fetch/template.ts';
import { textAt } from '../lossless-json.ts';
import type { ActionStep } from '../manifest/outbound.ts';
import type { StepAnswer } from './classify-write.ts';
import type { SendingRight } from './erp-writer.ts';
import type { OutboundAccess } from './outbound-access.ts';
import { write } from './write.ts';

export interface Action {
  readonly step: ActionStep;
  readonly values: TemplateValues;
  readonly right: SendingRight;
}

type VersionRule = NonNullable<ActionStep['version']>;

/** What makes a draft count, on the version that stands in the ERP now. */
export async function acted(outbound: OutboundAccess, { step, values, right }: Action): Promise<StepAnswer> {
  const { version: rule } = step;
  if (rule === undefined) return write(outbound, { request: step, values, right });
  try {
    const version = await versionOf(outbound, rule, values);
    return await write(outbound, { request: step, values: { ...values, version }, right });
  } catch (error) {
    if (error instanceof ErpUnavailableError)
      return { outcome: 'not-sent', reason: error.message, retryAfterSeconds: error.retryAfterSeconds };
    if (error instanceof ErpRejectedError) return { outcome: 'rejected', reason: error.message };
    throw error;
  }
}

async function versionOf(
  { access }: OutboundAccess,
  rule: VersionRule,
  values: TemplateValues,
): Promise<string> {
  const reply = await ask(access, { request: rule, values, url: addressOf(access, rule, values) });
  const { at, header } = rule;
  const inHeader = reply.gone || header === undefined ? undefined : reply.headers[header.toLowerCase()];
  const version = reply.gone || at === undefined ? inHeader : textAt(reply.json, at);
  if (version) return version;
  throw new ErpRejectedError(
    `The ERP tells no version at "${at ?? header ?? ''}", without which it cannot be gone on with; check it in the ERP.`,
  );
}
