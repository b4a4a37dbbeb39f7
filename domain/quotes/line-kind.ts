import type { CanonicalProduct } from '../canonical/product.ts';

type Kind = NonNullable<CanonicalProduct['kind']>;

/** Many ERPs only know services; which of them are hours, flat rates or subscriptions, the quote may say. */
const FINER_THAN_SERVICE: readonly Kind[] = ['hourly', 'flat-rate', 'subscription'];

export const mayBeSoldAs = (kind: Kind, wish: Kind): boolean =>
  kind === wish || (kind === 'service' && FINER_THAN_SERVICE.includes(wish));

/** What a line sells: what is known of it, or what somebody says more exactly. Undefined where nobody says. */
export const soldKind = (known: Kind | undefined, wish: Kind | undefined): Kind | undefined =>
  known === undefined || (wish !== undefined && mayBeSoldAs(known, wish)) ? wish : known;
