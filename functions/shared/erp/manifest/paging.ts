import * as z from 'zod';

const countedShape = {
  sizeParameter: z.string().optional(),
  size: z.number().int().positive(),
  hasMore: z
    .string()
    .optional()
    .describe('Path of a flag; where it is missing, and without it, a short page is the last.'),
};

/** How a list goes on after its first page. */
export const pagingSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z
    .strictObject({
      kind: z.literal('next-link'),
      path: z
        .string()
        .min(1)
        .optional()
        .describe('Path of the absolute or relative address of the next page.'),
      header: z
        .string()
        .min(1)
        .optional()
        .describe('The header that holds it instead, as RFC 8288 writes it: <address>; rel="next".'),
    })
    .refine(({ path, header }) => (path === undefined) !== (header === undefined), {
      message: 'names the path or the header of the next page, one of them',
    }),
  z.strictObject({
    kind: z.literal('page'),
    parameter: z
      .string()
      .optional()
      .describe('Name in the query; without it the requests themselves name {page}.'),
    first: z.number().int().min(0).default(1),
    ...countedShape,
    pages: z.string().optional().describe('Path of how many pages there are, instead of a flag.'),
  }),
  z.strictObject({
    kind: z.literal('offset'),
    parameter: z
      .string()
      .optional()
      .describe('Name in the query; without it the requests themselves name {offset}.'),
    ...countedShape,
    total: z.string().optional().describe('Path of how many rows there are in all, instead of a flag.'),
  }),
  z
    .strictObject({
      kind: z.literal('key'),
      id: z.string().min(1).default('id').describe('Path of the id in a row.'),
      start: z.string().min(1).default('0').describe('What {after} is on the first page.'),
      size: z.number().int().positive(),
    })
    .describe(
      'Requests ask for so many rows in the order of their ids, after the id {after}: what is added, changed or deleted meanwhile shifts no page.',
    ),
]);

export type Paging = z.infer<typeof pagingSchema>;
