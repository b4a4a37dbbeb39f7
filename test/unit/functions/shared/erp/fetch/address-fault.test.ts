import { describe, expect, it } from 'vitest';
import {
  addressFault,
  enteredAddressFault,
} from '../../../../../../functions/shared/erp/fetch/address-fault.ts';
import { isPublicIp } from '../../../../../../functions/shared/erp/fetch/public-ip.ts';

const own = ['erp.intern', '127.0.0.1:4100'];
const fault = (text: string) => enteredAddressFault(text, own);

describe('an address of an ERP', () => {
  it.each([
    'https://api.businesscentral.dynamics.com/v2.0/tenant/production/api/v2.0',
    'https://erp.example',
    'https://erp.example:8443/api/',
    'https://ERP.Example./api',
    'https://müller.example/api',
    'https://93.184.215.14/api',
    'https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/api',
    'https://mylocal.example',
    'https://internal.erp.example',
    'https://172.15.255.255/',
    'https://172.32.0.1/',
    'https://100.128.0.1/',
  ])('%s may be asked', (text) => expect(fault(text)).toBeUndefined());

  it.each([
    'http://erp.intern/api',
    'https://erp.intern:8443/api',
    'http://127.0.0.1:4100/api',
    'https://127.0.0.1:4100/api',
  ])('%s may be asked, because the operator lists its host', (text) => expect(fault(text)).toBeUndefined());

  it.each([
    'http://erp.example/api',
    'http://127.0.0.2:4100/',
    'ftp://erp.example/',
    'ftp://erp.intern/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'ws://erp.example/',
  ])('%s is not encrypted', (text) => expect(fault(text)).toMatch(/not encrypted/));

  it.each([
    'https://user@erp.example/',
    'https://user:password@erp.example/',
    'https://:password@erp.example/',
    'https://erp.intern@erp.example/',
    'https://127.0.0.1:4100@evil.example/',
  ])('%s holds a user name', (text) => expect(fault(text)).toMatch(/user name/));

  it.each([
    'https://erp.example/?tenant=1',
    'https://erp.example/api?',
    'https://erp.example/#x',
    'https://erp.example/#',
  ])('%s goes on behind its path', (text) => expect(fault(text)).toMatch(/must end with its path/));

  it.each(['erp.example', '', '//erp.example/api', 'https://', 'https://[::1', 'https://erp example/'])(
    '"%s" is not a URL',
    (text) => expect(fault(text)).toMatch(/not a URL|not encrypted/),
  );

  it.each([
    'https://localhost/',
    'https://LOCALHOST./',
    'https://erp.localhost/',
    'https://printer.local/',
    'https://instance-data.ec2.internal/',
    'https://metadata.google.internal/',
    'https://erp.lan/',
    'https://router.home.arpa/',
    'https://erp/',
    'https://127.0.0.1/',
    'https://127.0.0.1:4101/',
    'https://127.1/',
    'https://2130706433/',
    'https://0x7f.0.0.1/',
    'https://0x7f000001/',
    'https://0177.0.0.1/',
    'https://017700000001/',
    'https://１２７.０.０.１/',
    'https://127.0.0.1./',
    'https://0.0.0.0/',
    'https://0/',
    'https://10.1.2.3/',
    'https://172.16.0.1/',
    'https://172.31.255.255/',
    'https://192.168.1.1/',
    'https://169.254.169.254/latest/meta-data/',
    'https://169.254.170.2/v2/credentials/',
    'https://2852039166/',
    'https://0xa9fea9fe/',
    'https://100.100.100.200/',
    'https://168.63.129.16.local/',
    'https://198.18.0.1/',
    'https://224.0.0.1/',
    'https://255.255.255.255/',
    'https://[::]/',
    'https://[::1]/',
    'https://[0:0:0:0:0:0:0:1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:7f00:1]/',
    'https://[::ffff:169.254.169.254]/',
    'https://[::ffff:10.0.0.1]/',
    'https://[::127.0.0.1]/',
    'https://[64:ff9b::10.0.0.1]/',
    'https://[64:ff9b::a9fe:a9fe]/',
    'https://[2002:7f00:1::]/',
    'https://[2001:0:7f00:1::]/',
    'https://[2001:db8::1]/',
    'https://[fc00::1]/',
    'https://[fd00:ec2::254]/',
    'https://[fe80::1]/',
    'https://[fec0::1]/',
    'https://[ff02::1]/',
  ])('%s is not of the internet', (text) => expect(fault(text)).toMatch(/not an address of the public/));

  it('may have a query where it is asked, not where it is entered', () => {
    expect(addressFault(new URL('https://erp.example/api/things?$top=1'), [])).toBeUndefined();
  });
});

it.each(['fe80::1%eth0', '::ffff:8.8.8.8', '3fff::1', '240.0.0.1'])('%s is no public address', (ip) =>
  expect(isPublicIp(ip)).toBe(false),
);
it.each(['8.8.8.8', '2a00:1450:4001:80b::200e'])('%s is a public address', (ip) =>
  expect(isPublicIp(ip)).toBe(true),
);
