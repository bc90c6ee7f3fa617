import { tabId } from '../tabs.tsx';
import type { Piece } from './coloured.ts';
import css from './code-block.module.css';

interface Props {
  code: readonly Piece[];
  /** Of the element, which is the panel of the tabs with the languages. */
  id: string;
  /** The name of the selected tab. */
  tab: string;
}

/** Code with its keywords, strings and variables in colour. It has a scroll bar of its own, and runs left to right. */
export function CodeBlock({ code, id, tab }: Props) {
  return (
    <pre
      id={id}
      class={`code ${css.code}`}
      dir="ltr"
      role="tabpanel"
      aria-labelledby={tabId(id, tab)}
      tabIndex={0}
    >
      <code>
        {code.map(({ kind, text }, index) =>
          kind === 'plain' ? (
            text
          ) : (
            <span key={index} class={css.token} data-kind={kind}>
              {text}
            </span>
          ),
        )}
      </code>
    </pre>
  );
}
