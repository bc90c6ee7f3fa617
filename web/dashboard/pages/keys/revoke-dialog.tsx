import type { ApiKey } from '../../../../shared/api-keys.ts';
import { ConfirmByTyping } from '../../components/confirm-by-typing.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { formatAgo } from '../../times.ts';
import { nameOf, sum } from './key-facts.ts';
import type { Keys } from './model.ts';
import { Sparkline } from './sparkline.tsx';
import { strings } from './strings.ts';

interface Props {
  model: Keys;
  apiKey: ApiKey;
  nowMs: number;
}

/** Shows what still uses the key before it asks for its name. */
export function RevokeDialog({ model, apiKey, nowMs }: Props) {
  const name = nameOf(apiKey);
  const { requests_by_day: days, last_used_at: lastUsed } = apiKey;
  return (
    <Dialog title={strings.revokeTitle(name)} onClose={model.close}>
      <section aria-label={strings.recentTraffic}>
        <p>
          <strong>
            {lastUsed ? strings.lastUsed(formatAgo(lastUsed, nowMs)) : strings.neverUsed}
          </strong>
        </p>
        <Sparkline
          counts={days}
          text={strings.trafficFacts(days.at(-1) ?? 0, sum(days.slice(-7)))}
        />
      </section>
      <p>{strings.revokeText}</p>
      <ConfirmByTyping
        expected={name}
        label={strings.typeName(name)}
        submit={strings.revoke}
        busy={model.revoke.busy.value}
        failure={model.revoke.failure.value}
        onConfirm={() => void model.revoke.run(apiKey)}
      />
    </Dialog>
  );
}
