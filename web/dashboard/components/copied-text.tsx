import { CopyButton } from '../../ui/copy-button.tsx';
import css from './copied-text.module.css';
import { copyLabels } from './copy-labels.ts';

/** A text to copy, such as an ID or a key, with its button. */
export function CopiedText({ text, describes }: { text: string; describes: string }) {
  return (
    <span class={css.row}>
      <code class={css.text} dir="ltr">
        {text}
      </code>
      <CopyButton text={text} labels={copyLabels} describes={describes} />
    </span>
  );
}
