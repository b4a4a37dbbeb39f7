import { describe, expect, it } from 'vitest';
import { listPage } from '../../../../../../functions/shared/erp/fetch/paging.ts';
import { aConnector } from '../../../../../support/erp/a-connector.ts';
import { access, scriptedErp } from '../../../../../support/erp/scripted-erp.ts';

const http = { authentication: { kind: 'none' }, test: { path: 'me' } } as const;
const asks = (headers: Record<string, string>) =>
  listPage(access(aConnector({ http }), scriptedErp([{ status: 304 }])), {
    request: { path: 'things', headers },
    values: { since: 'Sun, 01 Mar 2026 00:00:00 GMT' },
    records: 'things',
  });

describe('the answer 304', () => {
  it('says that nothing was modified, where that was asked', async () => {
    expect(await asks({ 'if-modified-since': '{since}' })).toEqual({ records: [] });
  });

  it('is no list where nothing of the kind was asked', async () => {
    await expect(asks({})).rejects.toThrow(/304/);
  });
});
