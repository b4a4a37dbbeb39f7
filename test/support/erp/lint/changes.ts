import type { RuleName } from '../../../../cli/connector/lint/finding.ts';
import type { AScaffold } from '../a-scaffold.ts';

export type Change = (made: AScaffold) => AScaffold;

/** A connector spoilt in one way: which rule sees it, and by what words. */
export interface BadCase {
  readonly rule: RuleName;
  readonly what: string;
  readonly says: RegExp;
  readonly spoil: Change;
}

/** Something that looks like a mistake and is none. */
export interface GoodCase {
  readonly what: string;
  readonly change: Change;
}

export const net = '"net": $decimal(net)';
export const time = '$instant(changedAt, $zone)';
export const price = '{ "amount": $decimal(amount), "currency": currency }';

export const edited =
  (file: string, from: string, to: string): Change =>
  (made) =>
    made.edit(file, from, to);

export const all =
  (...changes: readonly Change[]): Change =>
  (made) =>
    changes.reduce((changed, change) => change(changed), made);

/** The vector of the product gets two lists that the template does not have. */
export const withLists: Change = (made) =>
  made.change('vectors/product.vector.json', ({ body }) => {
    const prices = [1, 2].map((amount) => ({ amount, currency: 'EUR' }));
    Object.assign(body ?? {}, { tags: ['oil'], prices });
  });

export const creditAmounts = (sign: string) =>
  edited('connector.json', '"creditAmounts": "positive"', `"creditAmounts": "${sign}"`);
