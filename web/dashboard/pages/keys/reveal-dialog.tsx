import type { CreatedApiKey } from '../../../../shared/api-keys.ts';
import { saveFile } from '../../../ui/download.ts';
import { Icon } from '../../../ui/icons.tsx';
import { CopiedText } from '../../components/copied-text.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { formatMoment } from '../../times.ts';
import { CodeCall } from './code-call.tsx';
import { envFile, nameOf } from './key-facts.ts';
import css from './reveal-dialog.module.css';
import { strings } from './strings.ts';

interface Props {
  created: CreatedApiKey;
  /** The key that this one replaces, and for how long both work. */
  replaces: { overlapSeconds: number } | null;
  organizationId: string;
  origin: string;
  nowMs: number;
  onSaved: () => void;
}

/** Shows a new key, which is shown nowhere else. Only “I saved it” closes it, so that no accident loses the key. */
export function RevealDialog(props: Props) {
  const { created, replaces, organizationId, origin, nowMs, onSaved } = props;
  const { secret, api_key: key } = created;
  const save = () => {
    saveFile(new Blob([envFile(secret, organizationId)], { type: 'text/plain' }), '.env');
  };
  return (
    <Dialog title={strings.revealTitle(nameOf(key))} onClose={onSaved} locked wide>
      <p>{strings.revealText}</p>
      {replaces && (
        <p>
          {replaces.overlapSeconds === 0
            ? strings.revealOldEnded
            : strings.revealAfterRotation(
                formatMoment(new Date(nowMs + replaces.overlapSeconds * 1000).toISOString()),
              )}
        </p>
      )}
      <dl class={css.facts}>
        <dt>{strings.secret}</dt>
        <dd>
          <CopiedText text={secret} describes={strings.secret} />
        </dd>
        <dt>{strings.organizationId}</dt>
        <dd>
          <CopiedText text={organizationId} describes={strings.organizationId} />
        </dd>
      </dl>
      <div class={css.buttons}>
        <button type="button" class="button" onClick={save}>
          <Icon name="down" />
          {strings.downloadEnv}
        </button>
        <button type="button" class="button button-primary" onClick={onSaved}>
          {strings.saved}
        </button>
      </div>
      <h3 class={css.title}>{strings.callTitle}</h3>
      <CodeCall {...{ origin, organizationId, secret }} />
    </Dialog>
  );
}
