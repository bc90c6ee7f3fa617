import { useSignal } from '@preact/signals';
import { strings } from '../strings/catalog.ts';
import { copyText } from '../clipboard.ts';
import { Icon } from './icons.tsx';

const SHOWN_MS = 1800;

interface Props {
  text: string;
  label?: string;
  /** What is copied, for those who do not see it. */
  describes?: string;
  icon?: 'copy' | 'link';
  compact?: boolean;
}

export function CopyButton({ text, label, describes, icon = 'copy', compact = false }: Props) {
  const outcome = useSignal<'idle' | 'copied' | 'failed'>('idle');
  const t = strings.value;
  const copy = async () => {
    outcome.value = (await copyText(text)) ? 'copied' : 'failed';
    setTimeout(() => (outcome.value = 'idle'), SHOWN_MS);
  };
  const shown = { idle: label ?? t.copy, copied: t.copied, failed: t.copyFailed }[outcome.value];
  return (
    <button type="button" class={compact ? 'button-compact' : 'button-quiet'} onClick={copy}>
      <Icon name={outcome.value === 'copied' ? 'check' : icon} />
      <span class={compact ? 'sr-only' : undefined} aria-live="polite">
        {shown}
      </span>
      {describes && <span class="sr-only"> {describes}</span>}
    </button>
  );
}
