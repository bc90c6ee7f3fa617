import { readErrorBody } from '../../api/error-body.ts';
import { ApiProblem, NetworkFailure } from '../../api/errors.ts';
import type { SendRequest } from '../../api/request.ts';
import { ACCOUNT_ANSWERS } from './account-answers.ts';
import { refuse, type Answers, type Refusal } from './answers.ts';

interface FixedServer {
  send: SendRequest;
  /** Nothing is asked that will be answered. */
  isIdle: () => boolean;
}

/** A server made of fixed answers. */
export function createFixedServer(answers: Answers): FixedServer {
  const known = { ...ACCOUNT_ANSWERS, ...answers };
  let isBack = false;
  let underWay = 0;
  addEventListener('online', () => (isBack = true));
  const send: SendRequest = async (path, init = {}) => {
    const asked = `${init.method ?? 'GET'} ${path.replace(/\?.*$/, '')}`;
    const answer = Object.entries(known).findLast(([pattern]) => fits(pattern, asked))?.[1];
    if (answer === undefined) throw problem(asked, refuse(404, 'not_found', `No answer: ${asked}`));
    if (answer === 'pending') return new Promise<never>(() => undefined);
    underWay += 1;
    // A task of its own, after those that read the answer and perhaps ask for more.
    setTimeout(() => (underWay -= 1));
    if (answer === 'offline') throw new NetworkFailure('No answer.');
    if ('jsonWhenBack' in answer) {
      if (!isBack) throw new NetworkFailure('No answer.');
      return new Response(JSON.stringify(answer.jsonWhenBack));
    }
    if ('json' in answer) return new Response(JSON.stringify(answer.json));
    throw problem(asked, answer);
  };
  return { send, isIdle: () => underWay === 0 };
}

function fits(pattern: string, asked: string): boolean {
  const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[^/]+');
  return new RegExp(`^${escaped}$`).test(asked);
}

function problem(asked: string, { status, detail, ...more }: Refusal): ApiProblem {
  const body = { ...more, detail: detail ?? asked };
  return new ApiProblem(readErrorBody(body, status, 'req_7Q2f9sKx1a'));
}
