import type { Connector } from '../connectors.ts';

/** Where the records of an answer hold their immutable id. */
export const idPath = (
  { manifest }: Connector,
  rule: { readonly id?: string | undefined } | undefined,
): string => rule?.id ?? manifest.identity.id;
