import type { Usage, UsageRow, UsageSplit } from '../../shared/usage.ts';
import { fieldsOf, isFields, listOf, numberOf, textOf, type Fields } from './read.ts';
import { readBody, type SendRequest } from './request.ts';

/** Which days are asked for, and what each day is split by. */
export interface UsageQuestion {
  /** UTC days such as `2026-11-24`, both included. */
  from: string;
  to: string;
  split: UsageSplit;
}

/** Usage by day. `send` is that of the organization, see `organization.ts`. */
export async function getUsage(send: SendRequest, question: UsageQuestion): Promise<Usage> {
  const answer = await readBody(await send(`usage?${queryOf(question)}`));
  const fields = isFields(answer) ? answer : {};
  const total = fieldsOf(fields, 'total');
  return {
    ...question,
    rows: listOf(fields, 'rows').filter(isFields).map(readRow),
    total: {
      requests: numberOf(total, 'requests') ?? 0,
      discoveries: numberOf(total, 'discoveries') ?? 0,
    },
  };
}

export async function getUsageCsv(send: SendRequest, question: UsageQuestion): Promise<Blob> {
  return (await send(`usage.csv?${queryOf(question)}`)).blob();
}

function queryOf({ from, to, split }: UsageQuestion): string {
  return new URLSearchParams({ from, to, split }).toString();
}

function readRow(fields: Fields): UsageRow {
  const part = textOf(fields, 'part') ?? '';
  return {
    day: textOf(fields, 'day') ?? '',
    part,
    label: textOf(fields, 'label') ?? part,
    requests: numberOf(fields, 'requests') ?? 0,
    discoveries: numberOf(fields, 'discoveries') ?? 0,
    duration_ms: numberOf(fields, 'duration_ms') ?? 0,
  };
}
