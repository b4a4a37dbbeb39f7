import {
  all,
  creditAmounts,
  edited,
  net,
  price,
  time,
  withLists,
  type BadCase,
  type Change,
} from './changes.ts';

const turnedIfCredit = (type: string) => `"net": ${type} = "credit" ? $negate(net) : $decimal(net)`;

const withoutRule: Change = (made) =>
  made.change('connector.json', ({ resources }) => {
    delete (resources as { invoices: { document?: unknown } }).invoices.document; // as the template has it
  });

/** Amounts, lists, times, signs, words and ids that come out as something else. */
export const lostMeaning: readonly BadCase[] = [
  {
    ...{
      rule: 'decimal-comma',
      what: 'an amount cut at its comma',
      says: /makes -?1\.234 of "1\.234,56" at lines/,
    },
    spoil: edited(
      ...(['line.jsonata', net] as const),
      '"net": $decimal($contains(net, ",") ? $substringBefore(net, ",") : net)',
    ),
  },
  {
    ...{
      rule: 'list-collapses',
      what: 'prices that are not forced',
      says: /^prices has another shape .* prices\[?\]? holds 1/,
    },
    spoil: all(
      withLists,
      edited('product.jsonata', '"unit": unit', `"unit": unit, "prices": prices.${price}`),
    ),
  },
  {
    ...{
      rule: 'list-collapses',
      what: 'a list joined to a text',
      says: /^description holds a list written as text/,
    },
    spoil: all(
      withLists,
      edited('product.jsonata', '"unit": unit', '"unit": unit, "description": "" & tags'),
    ),
  },
  {
    ...{
      rule: 'list-collapses',
      what: 'an order whose notes are one or many',
      says: /^notes is sent as an object .* as a list/,
    },
    spoil: edited('new-order.jsonata', '"currency"', '"notes": lines.{ "text": description }, "currency"'),
  },
  {
    ...{
      rule: 'missing-zone',
      what: 'a time taken for UTC',
      says: /^modifiedAt .* does not move with the zone/,
    },
    spoil: edited('customer.jsonata', time, '$instant(changedAt)'),
  },
  {
    ...{
      rule: 'missing-zone',
      what: 'a zone that nobody declared',
      says: /^modifiedAt .* no zone is declared/,
    },
    spoil: edited('connector.json', '"zone": "{settings.timeZone}",', ''),
  },
  {
    ...{
      rule: 'credit-sign',
      what: 'a sign that the vectors contradict',
      says: /^totals\.net of a credit note is 30\.86/,
    },
    spoil: creditAmounts('negative'),
  },
  {
    ...{ rule: 'credit-sign', what: 'no credit note', says: /^no vector shows a credit note/ },
    spoil: (made) => made.remove('vectors/credit-note.vector.json'),
  },
  {
    ...{ rule: 'credit-sign', what: 'documents without a rule', says: /^resources\.invoices has documents/ },
    spoil: withoutRule,
  },
  {
    ...{
      rule: 'credit-sign',
      what: 'amounts that turn alone',
      says: /^lines\[\]\.quantity has not the sign/,
    },
    spoil: all(
      creditAmounts('negative'),
      edited('invoice.jsonata', net, turnedIfCredit('type')),
      edited('line.jsonata', net, turnedIfCredit('$document.type')),
    ),
  },
  {
    ...{ rule: 'enum-guessed', what: 'all other words are the same', says: /^block becomes "none"/ },
    spoil: edited('customer.jsonata', '$table("blocked", blocked)', 'blocked = "yes" ? "all" : "none"'),
  },
  {
    ...{
      rule: 'enum-guessed',
      what: 'a kind of line by exclusion',
      says: /^lines\[\]\.kind becomes "product"/,
    },
    spoil: edited('line.jsonata', '$table("lineKind", type)', 'type = "text" ? "text" : "product"'),
  },
  {
    ...{
      rule: 'enum-guessed',
      what: 'all other codes are the same',
      says: /^kind becomes "invoice" for "Zz unknown" at stage/,
    },
    spoil: all(
      (made) => made.change('vectors/invoice.json', (invoice) => Object.assign(invoice, { stage: 2 })),
      (made) =>
        made.change('vectors/credit-note.vector.json', ({ body }) => Object.assign(body ?? {}, { stage: 1 })),
      edited('invoice.jsonata', '$table("documentKind", type)', 'stage = "1" ? "credit-note" : "invoice"'),
    ),
  },
  {
    ...{ rule: 'number-as-id', what: 'the number for the id', says: /^externalId is not what stands at id/ },
    spoil: edited('customer.jsonata', '"externalId": id', '"externalId": number'),
  },
  {
    ...{ rule: 'number-as-id', what: 'a number that changes', says: /^externalId is the number, too/ },
    spoil: all(
      edited('connector.json', '"numbers": "stable"', '"numbers": "change-on-posting"'),
      edited('customer.jsonata', '"number": number', '"number": id'),
    ),
  },
  {
    ...{
      rule: 'number-as-id',
      what: 'a reference by number',
      says: /^debtorExternalId is 10041, the number of a debtor/,
    },
    spoil: all(
      (made) =>
        made.change('vectors/invoice.json', (invoice) => Object.assign(invoice, { customerNumber: '10041' })),
      edited('invoice.jsonata', '"debtorExternalId": customerId', '"debtorExternalId": customerNumber'),
    ),
  },
];
