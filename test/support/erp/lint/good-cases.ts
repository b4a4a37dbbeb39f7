import { all, creditAmounts, edited, net, price, withLists, type GoodCase } from './changes.ts';

export const goodCases: readonly GoodCase[] = [
  {
    what: 'times and counts are computed with',
    change: edited(
      ...(['customer.jsonata', '"email": email'] as const),
      '"email": email, "phone": $string($count([1, 2]) + 1 - $length(name) + $max([2, $length(name)]))',
    ),
  },
  {
    what: 'a setting is a number of digits',
    change: edited(
      'line.jsonata',
      net,
      '"net": $decRound(net, $number($settings.digits ? $settings.digits : "2"))',
    ),
  },
  {
    what: 'an amount is rounded commercially',
    change: edited('line.jsonata', net, '"net": $decRound($decMul(net, "1"), 2)'),
  },
  {
    what: 'a comma is undone',
    change: edited(
      ...(['line.jsonata', net] as const),
      '"net": $decimal($contains(net, ",") ? $replace($replace(net, ".", ""), ",", ".") : net)',
    ),
  },
  {
    what: 'lists are forced',
    change: all(
      withLists,
      edited(
        ...(['product.jsonata', '"unit": unit'] as const),
        `"unit": unit, "description": $join($list(tags), ", "), "prices": [prices.${price}]`,
      ),
      edited('new-order.jsonata', '"currency"', '"notes": [lines.{ "text": description }], "currency"'),
    ),
  },
  {
    what: 'a unit decides together with a word',
    change: edited(
      ...(['product.jsonata', '$table("productKind", kind)'] as const),
      'unit = "h" ? "hourly" : $table("productKind", kind)',
    ),
  },
  {
    what: 'the key is what people know it by',
    change: all(
      edited('customer.jsonata', '"number": number', '"number": id'),
      edited(
        ...(['invoice.jsonata', '"debtorExternalId": customerId'] as const),
        '"debtorExternalId": customerId, "debtorNumber": customerId',
      ),
    ),
  },
  {
    what: 'the ERP sends either sign',
    change: creditAmounts('either'),
  },
];
