import type { Funnel, FunnelCounts } from '../../shared/funnel.ts';
import { fieldsOf, isFields, listOf, numberOf, textOf, type Fields } from './read.ts';
import { readBody, type SendRequest } from './request.ts';

/** UTC days such as `2026-11-24`, both included. */
export interface FunnelQuestion {
  from: string;
  to: string;
}

/** Counts of the funnel. `send` is that of the organization, see `organization.ts`. */
export async function getFunnel(send: SendRequest, question: FunnelQuestion): Promise<Funnel> {
  const answer = await readBody(await send(`sites/funnel?${queryOf(question)}`));
  const fields = isFields(answer) ? answer : {};
  return {
    ...question,
    rows: listOf(fields, 'rows')
      .filter(isFields)
      .map((row) => ({
        day: textOf(row, 'day') ?? '',
        site: textOf(row, 'site') ?? '',
        ...readCounts(row),
      })),
    total: readCounts(fieldsOf(fields, 'total')),
  };
}

export async function getFunnelCsv(send: SendRequest, question: FunnelQuestion): Promise<Blob> {
  return (await send(`sites/funnel.csv?${queryOf(question)}`)).blob();
}

const queryOf = ({ from, to }: FunnelQuestion) => new URLSearchParams({ from, to }).toString();

const readCounts = (fields: Fields): FunnelCounts => ({
  seen: numberOf(fields, 'seen') ?? 0,
  started: numberOf(fields, 'started') ?? 0,
  key: numberOf(fields, 'key') ?? 0,
  first_result: numberOf(fields, 'first_result') ?? 0,
  spent: numberOf(fields, 'spent') ?? 0,
  signed_up: numberOf(fields, 'signed_up') ?? 0,
});
