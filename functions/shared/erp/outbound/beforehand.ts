import { ErpRejectedError } from '../../../../domain/errors.ts';
import type { TemplateValues } from '../fetch/template.ts';
import type { LookUp } from '../manifest/look-up.ts';
import { findDocument, isUsable } from './find-document.ts';
import type { OutboundAccess } from './outbound-access.ts';

/** Ids by the names of their look-ups; mappings see them as `$found`. */
export type Found = Readonly<Record<string, string>>;

/**
 * Ids of the ERP that a body needs and we do not keep, such as that of a country: looked up before anything is sent. One whose values are missing is left
 * out; one that finds nothing is for a person, because leaving it out would write something else than what was agreed.
 */
export async function foundBeforehand(
  outbound: OutboundAccess,
  lookUps: Readonly<Record<string, LookUp>>,
  values: TemplateValues,
): Promise<Found> {
  const usable = Object.entries(lookUps).filter(([, lookUp]) => isUsable(lookUp, values));
  const found: Record<string, string> = {};
  for (const [name, lookUp] of usable) found[name] = await idOf(outbound, lookUp, values);
  return found;
}

async function idOf(outbound: OutboundAccess, lookUp: LookUp, values: TemplateValues): Promise<string> {
  const record = await findDocument(outbound, [lookUp], values);
  if (record !== undefined) return record.externalId;
  const looked = lookUp.match.map(({ value }) => values[value] ?? '').join(', ');
  throw new ErpRejectedError(
    `Nothing was sent: the ERP knows no ${lookUp.by} "${looked}". Complete it there or here, then release again.`,
  );
}
