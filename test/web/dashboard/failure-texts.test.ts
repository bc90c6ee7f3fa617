import { describe, expect, it } from 'vitest';
import { NetworkFailure } from '../../../web/api/errors.ts';
import { readProblem } from '../../../web/api/error-body.ts';
import { wordsFor } from '../../../web/dashboard/failure-texts.ts';
import { toFailure } from '../../../web/dashboard/models/failure.ts';

const answered = async (status: number, body: object) =>
  toFailure(await readProblem(new Response(JSON.stringify(body), { status })));

describe('the words for a failure', () => {
  it('are the server’s own where it says more than the status: waiting a moment refills no month', async () => {
    const failure = await answered(429, {
      code: 'monthly_quota_exhausted',
      title: 'This month’s discoveries are used',
      detail: 'Wait for the next month (UTC), or change to a larger plan.',
      upgrade_url: '/upgrade',
    });
    expect(wordsFor(failure)).toEqual({
      title: 'This month’s discoveries are used',
      text: 'Wait for the next month (UTC), or change to a larger plan.',
      detail: '',
    });
    expect(failure.upgradeUrl).toBe('/upgrade');
  });

  it('are the page’s own where it knows better where the person is', async () => {
    const failure = await answered(403, {
      code: 'member_required',
      title: 'Other',
      detail: 'More.',
    });
    expect(wordsFor(failure)).toMatchObject({
      title: 'You are no longer a member',
      detail: 'More.',
    });
  });

  it('come from the status where no server of ours answered', async () => {
    const failure = await answered(502, {});
    expect(wordsFor(failure).title).toBe('The service does not answer');
  });

  it('say that the server could not be reached where no answer came', () => {
    expect(wordsFor(toFailure(new NetworkFailure('No answer.'))).title).toBe(
      'The server could not be reached',
    );
  });
});
