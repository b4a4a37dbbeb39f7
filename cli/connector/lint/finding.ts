/** A fault has to be mended before the connector ships; a note is for the author to judge. */
const rules = {
  unpredictable: {
    level: 'fault',
    advice:
      'A mapping is a function of its input: take the time or number from the payload, so that a replay gives the same.',
  },
  'float-money': {
    level: 'fault',
    advice:
      'Use $decimal, $decAdd, $decSub, $decMul, $decDiv, $decSum and $decCompare: they keep every digit.',
  },
  'half-even-rounding': {
    level: 'fault',
    advice: 'Use $decRound(amount, digits): it rounds commercially, as invoices do.',
  },
  'decimal-comma': {
    level: 'fault',
    advice:
      'Let $decimal refuse what is no decimal, or undo the comma for all amounts alike and show it in a vector.',
  },
  'list-collapses': {
    level: 'fault',
    advice:
      'A list of one becomes its entry: force lists with [ … ] or $list(…), and show 0, 1 and 2 entries in vectors.',
  },
  'missing-zone': {
    level: 'fault',
    advice: 'Name the zone in values.zone, and map times without offset by $instant(time, $zone).',
  },
  'credit-sign': {
    level: 'fault',
    advice:
      'Say the sign in document.creditAmounts, and show a real credit note in a vector: ours are negative.',
  },
  'enum-guessed': {
    level: 'fault',
    advice:
      'Map words by $table(name, value): a word it does not have is parked for a person instead of guessed.',
  },
  'number-as-id': {
    level: 'fault',
    advice: 'Map the immutable id, of references too: numbers change on posting or are renamed.',
  },
  'never-set': {
    level: 'note',
    advice: 'Map what the ERP has, and show it in a vector; what it does not have may stay out.',
  },
  'to-do': { level: 'note', advice: 'Say it, show it in a vector, and take the mark out.' },
} as const;

export type RuleName = keyof typeof rules;
export const ruleNames = Object.keys(rules);

/** What a rule found, before it is told to people. */
export interface Finding {
  readonly rule: RuleName;
  /** Below the connector's folder. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly sentence: string;
}

export interface ToldFinding extends Finding {
  readonly level: 'fault' | 'note';
  readonly advice: string;
}

export const told = (finding: Finding): ToldFinding => ({ ...finding, ...rules[finding.rule] });
