import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ErpRejectedError } from '../../../../../domain/errors.ts';
import { confinedLink } from '../../../../../functions/shared/erp/fetch/address.ts';
import { fetchRecord } from '../../../../../functions/shared/erp/fetch/fetch-record.ts';
import { aConnector } from '../../../../support/erp/a-connector.ts';
import { access, scriptedErp } from '../../../../support/erp/scripted-erp.ts';

const base = 'https://erp.example/api';

describe('pointers', () => {
  it('no id, however odd, leads out of its place in the path', async () => {
    const mapping = { kind: 'canonical' } as const;
    const connector = aConnector({
      // The pattern lets everything through here: the address has to hold on its own.
      identity: { id: 'id', pattern: '[^]*' },
      http: { authentication: { kind: 'none' }, test: { path: '' } },
      resources: {
        things: {
          entity: 'debtor',
          payload: 'complete',
          mapping,
          fetch: { path: "companies('c')/things('{id}')" },
        },
      },
    });
    const odd = fc.oneof(
      fc.string({ unit: 'binary', minLength: 1 }),
      fc
        .array(fc.constantFrom('..', '/', '%2e', '\\', "'", ')', '?', '#', '@', ':'), { minLength: 1 })
        .map((parts) => parts.join('')),
    );
    await fc.assert(
      fc.asyncProperty(odd, async (externalId) => {
        const erp = scriptedErp([{ body: {} }]);
        await fetchRecord(access(connector, erp, { connection: { baseUrl: base } }), {
          resource: 'things',
          externalId,
        }).catch(onlyRefusals);

        for (const { url } of erp.asked)
          expect(url.href).toMatch(
            /^https:\/\/erp\.example\/api\/companies\('c'\)\/things\('[^'/?#\\)]*'\)$/,
          );
      }),
      { numRuns: 500 },
    );
  });

  it('no link leads to another host or out of the base path', () => {
    const piece = fc.constantFrom(
      'https:',
      'http:',
      '//',
      '/',
      '\\',
      '..',
      '.',
      '@',
      'erp.example',
      'evil.example',
      'api',
      '%2e',
      '%2f',
      '?',
      '#',
      'x',
      ':8080',
      '\t',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const url = followed(pieces.join(''));

        expect(
          url === undefined || (url.origin === 'https://erp.example' && url.pathname.startsWith('/api/')),
        ).toBe(true);
      }),
      { numRuns: 5_000 },
    );
  });
});

function followed(link: string): URL | undefined {
  try {
    return confinedLink(base, link);
  } catch (error) {
    onlyRefusals(error);
    return undefined;
  }
}

/** All else has to be a refusal in words. */
function onlyRefusals(error: unknown): void {
  if (!(error instanceof ErpRejectedError)) throw error;
}
