import { InvalidArgumentError } from 'commander';
import * as z from 'zod';
import {
  connectionIdSchema,
  deliveryIdSchema,
  orderIdSchema,
  quoteIdSchema,
} from '../domain/records/record-parts.ts';

/** Parsers of single arguments; what they refuse, commander shows with the argument's name. */
const parser =
  (schema: z.ZodType<unknown, string>, expected: string) =>
  (text: string): string => {
    if (schema.safeParse(text).success) return text;
    throw new InvalidArgumentError(`It takes ${expected}.`);
  };

export const wholeNumber = parser(z.string().regex(/^[1-9]\d{0,5}$/), 'a whole number from 1 on');

export const instant = parser(
  z.union([z.iso.date(), z.iso.datetime({ offset: true })]),
  'a day such as 2026-01-31 or an instant such as 2026-01-31T08:00:00Z',
);

const MOST_HOURS = 24 * 365;
export const hours = parser(
  z
    .string()
    .regex(/^\d+(\.\d+)?$/)
    .refine((text) => Number(text) > 0 && Number(text) <= MOST_HOURS),
  'a number of hours up to a year',
);

export const connectionId = parser(connectionIdSchema, 'the id of a connection, such as acme-bc');
export const quoteId = parser(quoteIdSchema, 'an id as "quotes list" prints it');
export const orderId = parser(orderIdSchema, 'an id as "orders list" prints it');

const deliveryId = parser(deliveryIdSchema, 'ids as "deliveries" prints them');

export const deliveryIds = (text: string, before: readonly string[] = []): string[] => [
  ...before,
  deliveryId(text),
];

export const month = parser(z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/), 'a month such as 2026-01');

export const webAddress = parser(z.url({ protocol: /^https?$/ }), 'an address such as https://…');
