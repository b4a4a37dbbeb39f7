import type { Entity } from '../../../domain/canonical/change.ts';
import type { Connector } from './connectors.ts';

/** A catalogue is compared as a whole: no resource of the entity may lack a list, but those that tell of another one's records. */
export function comparedResources({ manifest }: Connector, entity: Entity): string[] {
  const resources = Object.entries(manifest.resources).filter(
    ([, { entity: own, partOf }]) => own === entity && partOf === undefined,
  );
  return resources.every(([, { list }]) => list !== undefined) ? resources.map(([name]) => name) : [];
}
