import { tabId } from '../tabs.tsx';
import css from './code-block.module.css';
import { tokenize } from './tokens.ts';

interface Props {
  code: string;
  /** Of the element, which is the panel of the tabs with the languages. */
  id: string;
  /** The name of the tab that is selected. */
  tab: string;
}

/** Code with its keywords, strings and variables in colour. It scrolls by itself, and always from left to right. */
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
        {tokenize(code).map(({ kind, text }, index) =>
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
