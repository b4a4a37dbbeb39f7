import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { swaggerAssets } from '../../../../functions/serve-admin-api/docs-page/assets.ts';
import { docsPage } from '../../../../functions/serve-admin-api/docs-page/page.ts';
import { adminClient } from '../../../support/admin-api/admin-client.ts';
import { testPorts } from '../../../support/admin-api/test-ports.ts';
import { openStore } from '../../../../functions/shared/store/store.ts';

const store = openStore({
  CRM_TABLE: 'crm',
  CROSS_REFERENCES_TABLE: 'links',
  DELIVERIES_TABLE: 'deliveries',
});
const call = adminClient(testPorts(store, { readAsset: swaggerAssets(process.cwd()) }));
const nobody = { company: null, roles: [] };

describe('the page', () => {
  it('is shown to anyone, with a policy that allows nothing but our own files', async () => {
    const { status, headers } = await call('GET', '/docs', nobody);
    expect(status).toBe(200);
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['content-security-policy']).not.toMatch(/unsafe|https?:|\*/);
  });

  it('has nothing inline that its own policy would refuse', () => {
    expect(docsPage).not.toMatch(/<script>|<style|\son\w+=|style=/);
  });

  it('loads only files that are there', async () => {
    const files = [...docsPage.matchAll(/(?:src|href)="(docs\/[^"]+)"/g)].map(([, file]) => file ?? '');
    expect(files).toHaveLength(4);
    for (const file of files) expect((await call('GET', `/${file}`, nobody)).status).toBe(200);
  });
});

describe('a file of the page', () => {
  it('comes packed to who can unpack it', async () => {
    const plain = await call('GET', '/docs/swagger-ui.css', nobody);
    const packed = await call('GET', '/docs/swagger-ui.css', {
      ...nobody,
      headers: { 'accept-encoding': 'br, gzip' },
    });
    expect(packed.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(packed.body as Buffer).equals(plain.body as Buffer)).toBe(true);
  });

  it('is not sent again to who has it', async () => {
    const { headers } = await call('GET', '/docs/swagger-ui.css', nobody);
    const again = await call('GET', '/docs/swagger-ui.css', {
      ...nobody,
      headers: { 'if-none-match': headers.etag ?? '' },
    });
    expect(again.status).toBe(304);
  });

  it.each(['package.json', '..', 'index.html', 'constructor', '%2e%2e'])('is not %s', async (name) => {
    expect((await call('GET', `/docs/${name}`, nobody)).status).toBe(404);
  });
});

describe('the OpenAPI document', () => {
  it('is the same at every request, and has a tag that says so', async () => {
    const [first, second] = [
      await call('GET', '/openapi.json', nobody),
      await call('GET', '/openapi.json', nobody),
    ];
    expect(first.headers['content-type']).toBe('application/json');
    expect(first.headers.etag).toBe(second.headers.etag);
    const hash = createHash('sha256')
      .update(first.body as Buffer)
      .digest('base64url')
      .slice(0, 16);
    expect(first.headers.etag).toBe(`"${hash}"`);
  });
});
