import type { ErpOrder } from '../../../../domain/hand-over/erp-order.ts';
import { compareErpOrder } from '../../../../domain/orders/check-parity.ts';
import { ErpRejectedError, ErpUnavailableError } from '../../../../domain/errors.ts';
import { addressOf, ask } from '../fetch/ask.ts';
import type { TemplateValues } from '../fetch/template.ts';
import { textAt } from '../lossless-json.ts';
import type { ActionStep } from '../manifest/steps.ts';
import type { StepAnswer } from './classify-write.ts';
import type { SendingRight } from './erp-writer.ts';
import type { OutboundAccess } from './outbound-access.ts';
import { readOrder } from './read-order.ts';
import { write } from './write.ts';

export interface Action {
  readonly step: ActionStep;
  readonly order: ErpOrder;
  readonly externalId: string;
  readonly values: TemplateValues;
  readonly right: SendingRight;
}

type VersionRule = NonNullable<ActionStep['version']>;

/** What makes a draft count, if the ERP made of it what was sold, and on the version that stands in the ERP now. */
export async function acted(outbound: OutboundAccess, action: Action): Promise<StepAnswer> {
  const { step, values, right } = action;
  try {
    const differences = step.compared ? await differencesOf(outbound, action) : [];
    if (differences.length > 0) return { outcome: 'rejected', reason: differences.join(' ') };
    const version = step.version && (await versionOf(outbound, step.version, values));
    return await write(outbound, { request: step, values: { ...values, version }, right });
  } catch (error) {
    if (error instanceof ErpUnavailableError)
      return { outcome: 'not-sent', reason: error.message, retryAfterSeconds: error.retryAfterSeconds };
    if (error instanceof ErpRejectedError) return { outcome: 'rejected', reason: error.message };
    throw error;
  }
}

/** Better a draft that a person looks at than an order that is under way (O-7). */
async function differencesOf(outbound: OutboundAccess, { order, externalId }: Action): Promise<string[]> {
  const state = await readOrder(outbound, externalId);
  return state ? compareErpOrder(order, state) : ['It is not there any more.'];
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
