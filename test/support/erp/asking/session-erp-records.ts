import { netOf, type Books, type Customer, type Invoice, type Line, type Order } from './books.ts';

export type Row = Readonly<Record<string, unknown>>;

export const rowsOf = (books: Books): Record<string, readonly Row[]> => ({
  BusinessPartners: books.customers.map(partner),
  Invoices: books.invoices.filter(({ isCredit }) => !isCredit).map(document),
  CreditNotes: books.invoices.filter(({ isCredit }) => isCredit).map(document),
  Orders: books.orders.map(order),
});

/** As the company's clocks show it: a day that looks like a midnight, and a time beside it. */
function changedAt(instant: string): Row {
  const hours = instant > '2026-03-29T01' ? 2 : 1;
  const local = new Date(Date.parse(instant) + hours * 3_600_000).toISOString();
  return { UpdateDate: `${local.slice(0, 10)}T00:00:00Z`, UpdateTime: local.slice(11, 19) };
}

export const partner = ({
  id,
  number,
  name,
  vatId,
  country,
  isBlocked,
  reference,
  changed,
}: Customer): Row => ({
  ...{
    CardCode: String(id),
    CardName: name,
    CardType: 'cCustomer',
    FederalTaxID: vatId ?? '',
    Country: country,
  },
  ...{
    Frozen: isBlocked ? 'tYES' : 'tNO',
    AdditionalID: number,
    U_OrderseamRef: reference,
    ...changedAt(changed),
  },
});

const document = ({ lines, ...each }: Invoice): Row => ({
  ...{
    DocEntry: each.id,
    DocNum: each.number,
    DocDate: `${each.date}T00:00:00Z`,
    CardCode: String(each.customer),
  },
  ...{
    DocObjectCode: each.isCredit ? 'oCreditNotes' : 'oInvoices',
    Cancelled: 'tNO',
    NumAtCard: each.reference ?? '',
  },
  ...{
    DocCurrency: 'EUR',
    VatSum: Number(each.tax),
    DocTotal: Number(each.gross),
    ...changedAt(each.changed),
  },
  ...linesOf(lines),
});

/** Texts are a list of their own: each says after which line it stands. */
function linesOf(lines: readonly Line[]): Row {
  const isText = ({ product }: Line): boolean => product === null;
  const before = (index: number): number => lines.slice(0, index).filter((line) => !isText(line)).length;
  return {
    DocumentLines: lines
      .filter((line) => !isText(line))
      .map(({ product, text, quantity, price, net }, LineNum) => ({
        ...{ LineNum, ItemCode: product, ItemDescription: text, Quantity: Number(quantity) },
        ...{ UnitPrice: Number(price), LineTotal: Number(net), TaxPercentagePerRow: 20 },
      })),
    DocumentSpecialLines: lines.flatMap((line, index) =>
      isText(line)
        ? [{ AfterLineNumber: before(index) - 1, LineType: 'dslt_Text', LineText: line.text }]
        : [],
    ),
  };
}

export const order = (kept: Order): Row => ({
  ...{ DocEntry: kept.id, DocNum: kept.number, CardCode: String(kept.customer), NumAtCard: kept.reference },
  ...{ DocumentStatus: 'bost_Open', DocCurrency: 'EUR', DocTotal: Number(netOf(kept)), VatSum: 0 },
  ...linesOf(kept.lines),
});
