import type { Connector } from '../shared/erp/connectors.ts';

/** Whether the secret stands in each entry of the body, so that nothing is authentic before the body was read. */
export function provesByEntry({ manifest }: Connector): boolean {
  const rule = manifest.webhook?.authenticity;
  return rule?.kind === 'shared-value' && rule.at === 'entry';
}
