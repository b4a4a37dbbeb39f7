/** What is wrong with a journal, in a sentence for an auditor; `code` for programs. */
export interface Finding {
  readonly code:
    | 'unreadable'
    | 'other-company'
    | 'wrong-chain'
    | 'gap'
    | 'broken-chain'
    | 'wrong-hash'
    | 'back-in-time'
    | 'not-anchored'
    | 'cut-off'
    | 'impossible'
    | 'key-gap'
    | 'units-differ'
    | 'unit-twice'
    | 'document-twice';
  readonly sentence: string;
  readonly chain?: string;
  readonly sequence?: number;
  readonly key?: string;
}

export type Find = (finding: Finding) => void;
