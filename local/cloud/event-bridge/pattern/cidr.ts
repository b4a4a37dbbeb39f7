import { BlockList, isIP } from 'node:net';
import type { LeafTest, Refusal } from './leaf-tests.ts';

export function cidrTest(range: string, refuse: Refusal): LeafTest {
  const [address = '', bits = ''] = range.split('/');
  const family = familyOf(address);
  if (!family || !/^\d{1,3}$/.test(bits)) throw refuse(`'${range}' is no address range.`);
  const block = new BlockList();
  try {
    block.addSubnet(address, Number(bits), family);
  } catch (cause) {
    throw refuse(`'${range}' is no address range: ${String(cause)}`);
  }
  return (value) => typeof value === 'string' && familyOf(value) === family && block.check(value, family);
}

function familyOf(address: string): 'ipv4' | 'ipv6' | undefined {
  const version = isIP(address);
  if (version === 0) return undefined;
  return version === 4 ? 'ipv4' : 'ipv6';
}
