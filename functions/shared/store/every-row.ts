import type { Page, PageRequest } from './pages.ts';

type ReadPage<Row> = (page: PageRequest) => Promise<Page<Row>>;

/** All pages of a list, each read once the one before is done with. */
export async function* everyPage<Row>(read: ReadPage<Row>, limit = 100): AsyncGenerator<Page<Row>['items']> {
  let cursor: string | undefined;
  do {
    const page = await read({ limit, cursor });
    yield page.items;
    cursor = page.cursor;
  } while (cursor !== undefined);
}

/** All rows of a list, page after page, read as they are asked for; nothing but the current page is held. */
export async function* everyRow<Row>(read: ReadPage<Row>, limit?: number): AsyncGenerator<Row> {
  for await (const rows of everyPage(read, limit)) yield* rows;
}
