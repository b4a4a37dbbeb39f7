import { hash } from 'node:crypto';
import type { Entity } from '../../../domain/canonical/change.ts';

const PREFIX = {
  ...{ debtor: 'deb_', product: 'prd_' },
  ...{ invoice: 'inv_', order: 'ero_' },
} as const satisfies Record<Entity, string>;

export interface SourceIdentity {
  readonly connectionId: string;
  readonly entity: Entity;
  readonly externalId: string;
}

/** The CRM's id of an ERP record follows from its identity in the ERP, so that no look-up stands between both. */
export const recordIdOf = ({ connectionId, entity, externalId }: SourceIdentity): string =>
  PREFIX[entity] + digest(`${connectionId}\n${entity}\n${externalId}`);

/** The connection that stands for ourselves: invoices made here, without an ERP (O-10). No real one may have this id. */
export const OWN_CONNECTION = 'own';

/** Without an ERP there is no debtor; this id stands for the one an account would be, so that its invoices are found. */
export const ownDebtorIdOf = (accountId: string): string =>
  recordIdOf({ connectionId: OWN_CONNECTION, entity: 'debtor', externalId: accountId });

/** A debtor has one coupling, and its id follows from the debtor's (D-2). */
export const couplingIdOf = (debtorId: string): string => debtorId.replace(/^deb_/, 'cpl_');

/** 128 bits and a little: 22 characters of base64url. */
const digest = (text: string): string => hash('sha256', text, 'base64url').slice(0, 22);
