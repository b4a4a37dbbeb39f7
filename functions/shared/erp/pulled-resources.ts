import type { Entity } from '../../../domain/canonical/change.ts';
import type { Connector } from './connectors.ts';

/** The resources of an entity that can be pulled, in the manifest's order. */
export const pulledResources = ({ manifest }: Connector, entity: Entity): string[] =>
  Object.entries(manifest.resources)
    .filter(([, rule]) => rule.entity === entity && rule.pull !== undefined)
    .map(([name]) => name);

/** Those of them that bring whole records: what only tells of another one's is read with it. */
export const loadedResources = (connector: Connector, entity: Entity): string[] =>
  pulledResources(connector, entity).filter(
    (name) => connector.manifest.resources[name]?.partOf === undefined,
  );

/** Whether a run would ask for anything. A connector that is not deployed is for a run to complain of, where people see it. */
export const canPull = (connector: Connector | undefined): boolean =>
  connector === undefined ||
  Object.values(connector.manifest.resources).some(({ pull }) => pull !== undefined);
