import { jsonAnswer, writeAnswer } from '../../http/answer.ts';
import { listen, type ListeningServer } from '../../http/listen.ts';
import { readBody } from '../../http/read-body.ts';
import { answerInvoke, type LambdaApi } from './invoke.ts';

/** More than a payload may have, so that one that is too large gets Lambda's own refusal. */
const LARGEST_BODY = 16 * 1024 * 1024;

/** Lambda's own address, which functions call one another by. */
export const startLambdaApi = (api: LambdaApi): Promise<ListeningServer> =>
  listen((request, response) => {
    void (async () => {
      const body = await readBody(request, LARGEST_BODY);
      if (!body) return jsonAnswer(413, { Type: 'User', Message: 'Request must be smaller.' });
      const unknown = jsonAnswer(404, { Type: 'User', Message: `Nothing answers ${request.url ?? '/'}.` });
      return (await answerInvoke(api, request, body)) ?? unknown;
    })()
      .catch((error: unknown) => jsonAnswer(500, { Type: 'Service', Message: String(error) }))
      .then((answer) => writeAnswer(response, answer));
  }, 0);
