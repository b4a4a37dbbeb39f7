import type { Entity } from '../../../../domain/canonical/change.ts';

/** What remains of a deleted record. A deleted document has no canonical form: it is simply gone. */
export function tombstoneOf(entity: Entity, externalId: string | undefined): object[] {
  switch (entity) {
    case 'debtor':
      return [{ externalId, deleted: true }];
    case 'product':
      return [{ externalId, status: 'deleted' }];
    case 'invoice':
    case 'order':
      return [];
  }
}
