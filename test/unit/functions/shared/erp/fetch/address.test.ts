import { describe, expect, it } from 'vitest';
import { addressBelow, confinedLink } from '../../../../../../functions/shared/erp/fetch/address.ts';

const base = 'https://erp.example/tenant/api';

describe('an address below the base', () => {
  it('keeps base path and query, with or without slashes between', () => {
    expect(addressBelow(base, 'customers(1)', { $top: '1' }).href).toBe(
      'https://erp.example/tenant/api/customers(1)?$top=1',
    );
    expect(addressBelow(`${base}/`, '/customers').href).toBe('https://erp.example/tenant/api/customers');
  });

  it.each(['../secrets', 'customers/../../x', 'a/./b', '%2e%2e/x', 'a\\b', 'a?b', 'a#b', 'a\tb'])(
    '%s is refused',
    (path) => {
      expect(() => addressBelow(base, path)).toThrow(
        /outside https:\/\/erp\.example\/tenant\/api\/ was refused/,
      );
    },
  );

  it('a base that is no address is for a person to mend', () => {
    expect(() => addressBelow('erp', 'x')).toThrow(/not a URL/);
    expect(() => addressBelow(undefined, 'x')).toThrow(/no address to ask/);
  });
});

describe("a link from the ERP's answer", () => {
  it.each([
    ['https://erp.example/tenant/api/customers?page=2', 'https://erp.example/tenant/api/customers?page=2'],
    ['/tenant/api/customers?page=2', 'https://erp.example/tenant/api/customers?page=2'],
    ['customers?page=2', 'https://erp.example/tenant/api/customers?page=2'],
    ['?page=2', 'https://erp.example/tenant/api/?page=2'],
  ])('%s is followed', (link, href) => {
    expect(confinedLink(base, link).href).toBe(href);
  });

  it.each([
    'https://elsewhere.example/tenant/api/customers',
    'http://erp.example/tenant/api/customers',
    'https://erp.example:8443/tenant/api/customers',
    'https://erp.example@elsewhere.example/tenant/api/x',
    'https://user:pass@erp.example/tenant/api/x',
    '//elsewhere.example/tenant/api/x',
    '\\\\elsewhere.example\\x',
    '/tenant/apis/customers',
    '../../other',
    'x/%2e%2e/%2e%2e/%2e%2e/other',
    'x%2f..%2f..%2fother',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'http://169.254.169.254/latest/meta-data',
  ])('%s is refused: our credentials go nowhere else', (link) => {
    expect(() => confinedLink(base, link)).toThrow(/was refused/);
  });
});
