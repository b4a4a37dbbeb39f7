import type { Page, PageRequest } from './pages.ts';

/** All rows of a list, page after page, read as they are asked for. */
export async function* everyRow<Row>(read: (page: PageRequest) => Promise<Page<Row>>): AsyncGenerator<Row> {
  let cursor: string | undefined;
  do {
    const page = await read({ limit: 100, cursor });
    yield* page.items;
    cursor = page.cursor;
  } while (cursor !== undefined);
}
