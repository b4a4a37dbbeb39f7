/** A comparison value as written in a query. */
export interface Literal {
  readonly kind: 'text' | 'bare';
  readonly text: string;
}

export type Comparison = 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le';
export type TextTest = 'contains' | 'startswith' | 'endswith';

/** A parsed `$filter`. */
export type Filter =
  | {
      readonly kind: 'compare';
      readonly field: string;
      readonly operator: Comparison;
      readonly literal: Literal;
    }
  | { readonly kind: 'test'; readonly test: TextTest; readonly field: string; readonly text: string }
  | { readonly kind: 'and' | 'or'; readonly left: Filter; readonly right: Filter }
  | { readonly kind: 'not'; readonly of: Filter };

export function fieldsOf(filter: Filter): Set<string> {
  switch (filter.kind) {
    case 'compare':
    case 'test':
      return new Set([filter.field]);
    case 'not':
      return fieldsOf(filter.of);
    case 'and':
    case 'or':
      return new Set([...fieldsOf(filter.left), ...fieldsOf(filter.right)]);
  }
}
