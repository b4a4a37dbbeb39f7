import { hash } from 'node:crypto';
import type { Entity } from '../../../domain/canonical/change.ts';

const PREFIX = { debtor: 'deb_', product: 'prd_', invoice: 'inv_' } as const satisfies Record<Entity, string>;

export interface SourceIdentity {
  readonly connectionId: string;
  readonly entity: Entity;
  readonly externalId: string;
}

/** The CRM's id of an ERP record follows from its identity in the ERP, so that no look-up stands between both. */
export const recordIdOf = ({ connectionId, entity, externalId }: SourceIdentity): string =>
  PREFIX[entity] + digest(`${connectionId}\n${entity}\n${externalId}`);

/** A debtor has one coupling, and its id follows from the debtor's (D-2). */
export const couplingIdOf = (debtorId: string): string => debtorId.replace(/^deb_/, 'cpl_');

/** 128 bits and a little: 22 characters of base64url. */
const digest = (text: string): string => hash('sha256', text, 'base64url').slice(0, 22);
