import { isIP } from 'node:net';
import { isPublicIp } from './public-ip.ts';

/** Hosts (`name` or `name:port`) of the operator's own network: they may be private and without TLS. None in AWS unless configured. */
export type OwnHosts = readonly string[];

export const isOwnHost = (url: URL, ownHosts: OwnHosts): boolean =>
  ownHosts.includes(url.host) || ownHosts.includes(url.hostname);

/**
 * Why an address must not be asked, in words that follow its name, or undefined. Whoever enters an address could otherwise make us call what
 * only we can reach. The URL parser has already turned odd spellings of an IP address into the usual one.
 */
export function addressFault(url: URL, ownHosts: OwnHosts): string | undefined {
  if (url.username !== '' || url.password !== '')
    return 'holds a user name; put credentials into the secret instead';
  const isOwn = isOwnHost(url, ownHosts);
  if (url.protocol !== 'https:' && !(isOwn && url.protocol === 'http:'))
    return 'is not encrypted; enter an address that starts with https://';
  return isOwn || isPublicHost(url.hostname) ? undefined : 'is not an address of the public internet';
}

/** The same of an address as a person enters it: others are built upon it, so that nothing may follow its path. */
export function enteredAddressFault(text: string, ownHosts: OwnHosts): string | undefined {
  const url = URL.parse(text);
  if (url === null) return 'is not a URL';
  if (/[?#]/.test(text)) return 'must end with its path: no "?" and no "#"';
  return addressFault(url, ownHosts);
}

/** Names that only a private network, or the machine itself, resolves. */
const LOCAL_NAME = /(?:^|\.)(?:localhost|local|internal|intranet|lan|home\.arpa)$/;

function isPublicHost(hostname: string): boolean {
  const name = hostname.replace(/\.$/, '');
  const ip = name.replace(/^\[(.*)\]$/, '$1');
  if (isIP(ip) !== 0) return isPublicIp(ip);
  return name.includes('.') && !LOCAL_NAME.test(name);
}
