import { useSignal } from '@preact/signals';
import { copyText, type CopyOutcome } from './clipboard.ts';
import { Icon } from './icons.tsx';

const SHOWN_MS = 1800;
const FAILURE_SHOWN_MS = 6000;

export type CopyLabels = Record<'copy' | CopyOutcome, string>;

interface Props {
  text: string;
  labels: CopyLabels;
  /** What is copied, in words for screen readers. */
  describes?: string;
  icon?: 'copy' | 'link';
  /** Shows the icon alone. */
  compact?: boolean;
}

export function CopyButton({ text, labels, describes, icon = 'copy', compact = false }: Props) {
  const outcome = useSignal<CopyOutcome | null>(null);
  const copy = async (event: MouseEvent & { currentTarget: HTMLElement }) => {
    const copied = await copyText(text, event.currentTarget.ownerDocument);
    outcome.value = copied;
    setTimeout(() => (outcome.value = null), copied === 'copied' ? SHOWN_MS : FAILURE_SHOWN_MS);
  };
  const isIconOnly = compact && outcome.value !== 'selected' && outcome.value !== 'failed';
  return (
    <button type="button" class={isIconOnly ? 'button-compact' : 'button-quiet'} onClick={copy}>
      <Icon name={outcome.value === 'copied' ? 'check' : icon} />
      <span class={isIconOnly ? 'sr-only' : undefined} aria-live="polite">
        {labels[outcome.value ?? 'copy']}
      </span>
      {describes && <span class="sr-only"> {describes}</span>}
    </button>
  );
}
