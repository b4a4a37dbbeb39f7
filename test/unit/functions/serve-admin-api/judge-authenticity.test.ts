import { describe, expect, it } from 'vitest';
import { judgeAuthenticity } from '../../../../functions/serve-admin-api/trials/judge-authenticity.ts';
import { trialRequestSchema } from '../../../../functions/serve-admin-api/views/trial-view.ts';
import { loadConnector } from '../../../../functions/shared/erp/connectors.ts';
import { aConnection } from '../../../support/ingestion/a-connection.ts';

const connector = loadConnector('test/connectors/secret-path');
const hookKey = 'a-hook-key-of-24-letters';
const judged = (given: object) =>
  judgeAuthenticity(connector, {
    connection: aConnection(),
    request: trialRequestSchema.parse({ body: '{"triggercode":"USER_LOGIN"}', ...given }),
    ...{ secrets: { hookKey }, nowMs: 0 },
  });

describe('a body that was posted to a secret address', () => {
  it('is judged by the path it came to', () => {
    expect(judged({ path: `/hooks/acme-erp/${hookKey}` })).toMatchObject({ authentic: true });
    expect(judged({ path: '/hooks/acme-erp/another' })).toMatchObject({ authentic: false, reason: 'secret' });
  });

  it('is not judged where nothing is said of how it came', () => {
    expect(judged({})).toMatchObject({ authentic: null });
  });
});
