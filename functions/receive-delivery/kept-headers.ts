/** Headers of the way, not of the sender. */
const OF_THE_WAY = /^(x-forwarded-|x-amz|x-real-|x-envoy-)/;
/** Nothing that lets anybody in is kept. */
const SECRET = /auth|signature|secret|token|key|cookie|password/;
const OF_THE_SENDER = /^(webhook-|x-|ce-|user-agent$)/;
/** A queue refuses a message with one of these: a remark beside a delivery must not cost the delivery (W1). */
const REFUSED_BY_QUEUES = /[\ufffe\uffff]/;
const MOST_CHARACTERS = 600;

/** What is kept of a request's headers with its delivery: the sender's own, short, and no secrets. */
export function keptHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const kept: Record<string, string> = {};
  let left = MOST_CHARACTERS;
  for (const [name, value] of Object.entries(headers)) {
    if (!OF_THE_SENDER.test(name) || OF_THE_WAY.test(name) || SECRET.test(name)) continue;
    if (REFUSED_BY_QUEUES.test(name + value)) continue;
    left -= name.length + value.length;
    if (left < 0) break;
    kept[name] = value;
  }
  return kept;
}

export function keptContentType({
  'content-type': said,
}: Readonly<Record<string, string>>): string | undefined {
  return said === undefined || REFUSED_BY_QUEUES.test(said) ? undefined : said;
}
