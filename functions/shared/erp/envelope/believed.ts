import type { Connector } from '../connectors.ts';
import { ignored, type Announcement, type EntryReading } from './entry.ts';

/**
 * What nobody proved is only a hint where to look: of the announcement the record's id is kept, and the record is asked for. A deletion too, so
 * that a stranger deletes nothing and no invented time or version puts itself before what the ERP says; and nobody makes us read everything.
 */
export function believed({ manifest }: Connector, said: Announcement): EntryReading {
  const isProven = manifest.webhook?.authenticity.kind !== 'none';
  if (!isProven && said.change === 'collection')
    return ignored('nobody proved that many records changed; the catch-up reads those that did');
  const { resources } = manifest;
  const isAsked = Object.hasOwn(resources, said.resource) && resources[said.resource]?.fetch !== undefined;
  return { kind: 'announced', announcement: isProven || !isAsked ? said : asHint(said) };
}

const asHint = ({ resource, externalId, company, change }: Announcement): Announcement => ({
  ...{ resource, externalId, company },
  change: change === 'deleted' ? 'updated' : change,
});
