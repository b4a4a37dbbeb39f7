import type { Entity } from '../../../domain/canonical/change.ts';
import type { CanonicalInvoice } from '../../../domain/canonical/invoice.ts';
import { MappingError } from '../../../domain/errors.ts';
import type { Connector } from './connectors.ts';
import { enumName } from './helpers/texts.ts';
import { valueAt, type JsonValue } from './lossless-json.ts';
import type { DocumentRule } from './manifest/resource.ts';
import { checkedCanonical, type Canonical } from './mapping/check-canonical.ts';
import { withCreditSign } from './mapping/credit-sign.ts';
import { recognisedResource, resourceNamed, type NamedResource } from './mapping/find-resource.ts';
import { renamedFields } from './mapping/rename-fields.ts';
import { withLineValues } from './mapping/require-line-values.ts';
import { mappedByExpressions } from './mapping/run-expressions.ts';
import { withVoided } from './mapping/voided.ts';
import { withoutLookAlikes } from './mapping/without-look-alikes.ts';

export type { Canonical } from './mapping/check-canonical.ts';

export interface Payload<E extends Entity = Entity> {
  readonly entity: E;
  /** The ERP's own record type; without it the payload is recognised by its form. */
  readonly resource?: string | undefined;
  readonly payload: JsonValue;
  /** The connection's settings, such as the local currency. */
  readonly settings?: Readonly<Record<string, string>> | undefined;
}

/** One ERP record as canonical record. Throws a `MappingError` that names fields and reasons; the delivery is parked with it. */
export async function mapToCanonical<E extends Entity>(
  connector: Connector,
  input: Payload<E>,
): Promise<Canonical[E]> {
  const { rule } = resourceOf(connector, input);
  const payload = withoutLookAlikes(input.payload, connector.manifest.values);
  const { settings = {} } = input;
  const mapped =
    rule.mapping.kind === 'canonical'
      ? renamedFields(rule.mapping, payload)
      : await mappedByExpressions(rule.mapping, { connector, payload, seen: { settings } });
  const canonical = checkedCanonical(input.entity, mapped);
  return input.entity === 'invoice'
    ? (asDocument(canonical as CanonicalInvoice, rule.document) as Canonical[E]) // the entity was just compared
    : canonical;
}

const asDocument = (invoice: CanonicalInvoice, rule: DocumentRule | undefined): CanonicalInvoice =>
  withVoided(withCreditSign(withLineValues(invoice), rule), rule);

/** Why a record is left out on purpose (a purchase document, a pro forma), or undefined. Shown with the delivery (I-1). */
export function ignoreReason(connector: Connector, input: Payload): string | undefined {
  const { rule } = resourceOf(connector, input);
  const valueOf = (path: string) => plainEnum(valueAt(input.payload, path));
  const hit = rule.ignore.find(({ path, oneOf }) => oneOf.some((value) => value === valueOf(path)));
  return hit?.reason;
}

/** Enum names may come escaped. */
function plainEnum(value: JsonValue | undefined): JsonValue | undefined {
  return typeof value === 'string' ? (enumName(value) ?? value) : value;
}

/** Σ lines may differ from a document's net by this much (I-4). */
export function totalsTolerance(connector: Connector, resource: string): string {
  return resourceNamed(connector, resource).rule.document?.totalsTolerance ?? '0.01';
}

/** Whether a payload leads the whole record or only the fields it carries. */
export function isComplete(connector: Connector, resource: string): boolean {
  return resourceNamed(connector, resource).rule.payload === 'complete';
}

function resourceOf(connector: Connector, { entity, resource, payload }: Payload): NamedResource {
  const found =
    resource === undefined
      ? recognisedResource(connector, entity, payload)
      : resourceNamed(connector, resource);
  if (found?.rule.entity === entity) return found;
  const reason = `the connector ${connector.name} maps no ${entity}`;
  throw new MappingError(reason, [{ field: 'resource', reason }]);
}
