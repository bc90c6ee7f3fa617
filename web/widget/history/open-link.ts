import { createHistoryApi } from '../../api/history.ts';
import { ApiProblem } from '../../api/errors.ts';
import { toProblem } from '../models/problem.ts';
import type { LinkState } from '../models/link-state.ts';
import type { WidgetModel } from '../models/widget.ts';
import { OPENED, showStored } from './open-stored.ts';

/**
 * Opens the stored result that a link names, if it belongs to this tab's key. Nothing is run. Without a key nothing is
 * asked either: the first request of a visitor, and with it the fingerprint, waits for an act of theirs.
 */
export async function openLink(model: WidgetModel, discoveryId: string): Promise<void> {
  const { deps, link, run, session } = model;
  const credentials = session.credentials.value;
  if (credentials === null) return void (link.value = { kind: 'locked', discoveryId });
  const opening = (link.value = { kind: 'opening', discoveryId });
  // A run that began meanwhile, or another link, has taken the place of this one.
  const isStale = () => link.value !== opening || run.busy.value;
  try {
    const stored = await createHistoryApi(deps.send, credentials).get(discoveryId);
    if (isStale()) return;
    if (OPENED.has(stored.status)) showStored(model, stored);
    else {
      model.type(stored.url);
      link.value = { kind: 'missing', discoveryId };
    }
  } catch (thrown) {
    if (isStale()) return;
    const status = thrown instanceof ApiProblem ? thrown.body.status : 0;
    if (status === 401) session.forget();
    if (status === 401) link.value = { kind: 'locked', discoveryId };
    else if (status === 404 || status === 400) link.value = { kind: 'missing', discoveryId };
    else link.value = failedLink(discoveryId, thrown);
  }
}

/** Gets the visitor's key, which they ask for by a click, and opens the result with it. */
export async function unlockLink(model: WidgetModel, discoveryId: string): Promise<void> {
  const { link, session } = model;
  const opening = (link.value = { kind: 'opening', discoveryId });
  const failed = await session.obtain(new AbortController().signal).then(
    () => null,
    (thrown: unknown) => failedLink(discoveryId, thrown),
  );
  if (link.value !== opening) return;
  if (failed) link.value = failed;
  else await openLink(model, discoveryId);
}

const failedLink = (discoveryId: string, thrown: unknown): LinkState => ({
  kind: 'failed',
  discoveryId,
  problem: { ...toProblem(thrown), charged: false },
});
