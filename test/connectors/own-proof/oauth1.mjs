import { createHmac, randomUUID } from 'node:crypto';

/** By RFC 3986, as signatures of OAuth 1.0a want it. */
const encoded = (text) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

const pairsOf = (pairs) => pairs.map(([name, value]) => [encoded(name), encoded(value)]);

/** The `authorization` of a request by OAuth 1.0a (RFC 5849), HMAC-SHA256. */
export function headersOf({ method, url, secrets, settings, nowMs }) {
  const address = new URL(url);
  const own = {
    oauth_consumer_key: secrets.consumerKey,
    oauth_nonce: randomUUID(),
    oauth_signature_method: 'HMAC-SHA256',
    oauth_timestamp: String(Math.floor(nowMs / 1000)),
    oauth_token: secrets.tokenId,
    oauth_version: '1.0',
  };
  const parameters = pairsOf([...Object.entries(own), ...address.searchParams])
    .map((pair) => pair.join('='))
    .sort()
    .join('&');
  const base = [method, address.origin + address.pathname, parameters].map(encoded).join('&');
  const key = pairsOf([[secrets.consumerSecret, secrets.tokenSecret]])[0].join('&');
  const signature = createHmac('sha256', key).update(base).digest('base64');
  const said = pairsOf(Object.entries({ realm: settings.account, ...own, oauth_signature: signature }));
  return { authorization: `OAuth ${said.map(([name, value]) => `${name}="${value}"`).join(', ')}` };
}
