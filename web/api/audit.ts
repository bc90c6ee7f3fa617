import { isFields, listOf, textOf, type Fields } from './read.ts';
import { readBody, type SendRequest } from './request.ts';

/** One audit event. `action` is one of `AuditAction`, or one that only a newer server has. */
export interface AuditLine {
  id: string;
  at: string;
  action: string;
  actor: string;
  target: string;
}

export interface AuditLines {
  events: AuditLine[];
  /** Where the next page begins; null after the last. */
  next: string | null;
}

/** The audit log, newest first. `send` is that of the organization, see `organization.ts`. */
export async function listAudit(
  send: SendRequest,
  page: { before: string | null; limit: number },
): Promise<AuditLines> {
  const query = new URLSearchParams({ limit: String(page.limit) });
  if (page.before !== null) query.set('before', page.before);
  const answer = await readBody(await send(`audit?${query}`));
  if (!isFields(answer)) return { events: [], next: null };
  return {
    events: listOf(answer, 'events').filter(isFields).map(readLine),
    next: textOf(answer, 'next'),
  };
}

export async function getAuditCsv(send: SendRequest): Promise<Blob> {
  return (await send('audit.csv')).blob();
}

function readLine(fields: Fields): AuditLine {
  return {
    id: textOf(fields, 'id') ?? '',
    at: textOf(fields, 'at') ?? '',
    action: textOf(fields, 'action') ?? '',
    actor: textOf(fields, 'actor') ?? '',
    target: textOf(fields, 'target') ?? '',
  };
}
