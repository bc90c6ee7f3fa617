import type { SafeResponse } from '../guard/safe-request.ts';

type Answer = Pick<SafeResponse, 'headers' | 'body'>;

const SCRIPT_TYPE = /javascript|ecmascript|typescript/i;
/** Servers that do not know a file send it as one of these. */
const UNCLEAR_TYPE = /^\s*(?:$|text\/plain\b|application\/octet-stream\b|binary\/)/i;

/** Whether an answer may be a script: by its type, and because no script begins with the `<` of a page. */
export const isScript = (answer: Answer): boolean =>
  (isCalledScript(answer) || UNCLEAR_TYPE.test(typeOf(answer))) && !beginsLikePage(answer);

/** Whether its server calls it a script. */
export const isCalledScript = (answer: Answer): boolean => SCRIPT_TYPE.test(typeOf(answer));

export const typeOf = ({ headers }: Pick<Answer, 'headers'>): string =>
  headers['content-type'] ?? '';

const beginsLikePage = ({ body }: Answer): boolean =>
  /^\uFEFF?\s*<[!a-z?]/i.test(Buffer.from(body.subarray(0, 500)).toString('utf8'));
