/**
 * The part of pdfmake's content that documents here use. Its own types bring those of browsers along, for the whole project.
 */
export interface Styled {
  readonly fontSize?: number;
  readonly bold?: boolean;
  readonly italics?: boolean;
  readonly color?: string;
  readonly alignment?: 'left' | 'right' | 'center';
  /** Left, top, right, bottom. */
  readonly margin?: readonly [number, number, number, number];
  readonly lineHeight?: number;
  readonly unbreakable?: boolean;
  readonly absolutePosition?: { readonly x: number; readonly y: number };
  readonly colSpan?: number;
}

export type Content =
  | string
  | readonly Content[]
  | (Styled & { readonly text: string })
  | (Styled & { readonly stack: readonly Content[] })
  | (Styled & { readonly table: Table; readonly layout: 'noBorders' | TableLayout });

export interface Table {
  readonly headerRows?: number;
  readonly keepWithHeaderRows?: number;
  readonly dontBreakRows?: boolean;
  readonly widths: readonly (number | '*')[];
  readonly heights?: readonly number[];
  readonly body: readonly (readonly Content[])[];
}

/** Lines are counted from the one above the first row. */
export interface TableLayout {
  readonly hLineWidth: (line: number) => number;
  readonly vLineWidth: () => number;
  readonly hLineColor: (line: number) => string;
  readonly paddingLeft: () => number;
  readonly paddingRight: () => number;
  readonly paddingTop: () => number;
  readonly paddingBottom: () => number;
}

export interface DocumentDefinition {
  readonly pageSize: 'A4';
  readonly pageMargins: readonly [number, number, number, number];
  readonly language: string;
  readonly info: { readonly title: string; readonly author: string; readonly creationDate: Date };
  readonly defaultStyle: Styled & { readonly font: string };
  readonly content: Content;
  readonly background: (page: number) => Content;
  readonly footer: (page: number, pages: number) => Content;
  readonly watermark?: Styled & { readonly text: string; readonly opacity: number };
}

/** Files of one family by style. */
export type FontDictionary = Readonly<
  Record<string, Readonly<Record<'normal' | 'bold' | 'italics', string>>>
>;
