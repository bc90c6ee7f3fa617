import { useSignal } from '@preact/signals';
import { safeHref } from '../../ui/links.ts';
import { toProblem } from '../models/problem.ts';
import type { WidgetModel } from '../models/widget.ts';
import { runStrings } from '../strings/run-catalog.ts';

/** Opens the sign-up in a new tab, with a code that takes the visitor's discoveries along. */
export function KeepResults({ model }: { model: WidgetModel }) {
  const r = runStrings.value;
  const credentials = model.session.credentials.value;
  // Set where the browser has blocked the new tab: a link is never blocked.
  const address = useSignal<string | undefined>(undefined);
  const failed = useSignal('');
  if (!model.config.value.claim || credentials === null) return null;
  const keep = async () => {
    try {
      const claimUrl = safeHref((await model.deps.api.makeClaim(credentials)) ?? '');
      const tab = claimUrl && window.open(claimUrl, '_blank');
      // The new tab must not be able to move this one.
      if (tab) tab.opener = null;
      else address.value = claimUrl;
      failed.value = claimUrl ? '' : r.problems.unexpected.title;
    } catch (thrown) {
      failed.value = r.problems[toProblem(thrown).kind].title;
    }
  };
  return (
    <>
      {address.value ? (
        <a class="button" href={address.value} target="_blank" rel="noopener">
          {r.keep}
        </a>
      ) : (
        <button type="button" class="button" onClick={keep}>
          {r.keep}
        </button>
      )}
      {failed.value && <p role="alert">{failed.value}</p>}
    </>
  );
}
