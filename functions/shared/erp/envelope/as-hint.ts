import type { Connector } from '../connectors.ts';
import type { Announcement } from './entry.ts';

/**
 * What nobody proved is only a hint where to look: of the announcement the record's id is kept, and the record is asked for. A deletion too, so
 * that a stranger deletes nothing and no invented time or version puts itself before what the ERP says.
 */
export function asHint(connector: Connector, said: Announcement): Announcement {
  const { webhook, resources } = connector.manifest;
  const isAsked = Object.hasOwn(resources, said.resource) && resources[said.resource]?.fetch !== undefined;
  if (webhook?.authenticity.kind !== 'none' || !isAsked) return said;
  const { resource, externalId, company, since } = said;
  const change = said.change === 'deleted' ? 'updated' : said.change;
  return { resource, externalId, company, since, change };
}
