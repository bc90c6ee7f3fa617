import css from './tabs.module.css';

interface Props<Name extends string> {
  label: string;
  tabs: readonly { name: Name; label: string }[];
  selected: Name;
  onSelect: (name: Name) => void;
  /** ID of the panel; a tab's own ID is made of it, see `tabId`. */
  panelId: string;
  small?: boolean;
}

/** Tabs with one stop in the tab order; arrows, Home and End move between them (WAI-ARIA APG, tabs pattern). */
export function Tabs<Name extends string>(props: Props<Name>) {
  const { label, tabs, selected, onSelect, panelId, small = false } = props;
  const move = (event: KeyboardEvent & { currentTarget: HTMLElement }) => {
    const at = tabs.findIndex(({ name }) => name === selected);
    const to = nextIndex(event.key, at, tabs.length);
    const next = tabs[to ?? -1];
    if (to === null || !next) return;
    event.preventDefault();
    onSelect(next.name);
    event.currentTarget.querySelectorAll<HTMLElement>('[role="tab"]')[to]?.focus();
  };
  return (
    <div
      class={small ? `${css.tabs} ${css.small}` : css.tabs}
      role="tablist"
      aria-label={label}
      onKeyDown={move}
    >
      {tabs.map(({ name, label: text }) => (
        <button
          key={name}
          type="button"
          id={tabId(panelId, name)}
          class={css.tab}
          role="tab"
          aria-selected={selected === name}
          aria-controls={panelId}
          tabIndex={selected === name ? 0 : -1}
          onClick={() => onSelect(name)}
        >
          {text}
        </button>
      ))}
    </div>
  );
}

/** For the panel's `aria-labelledby`. */
export function tabId(panelId: string, name: string): string {
  return `${panelId}-tab-${name}`;
}

function nextIndex(key: string, at: number, count: number): number | null {
  const isRtl = document.documentElement.dir === 'rtl';
  switch (key) {
    case 'ArrowRight':
      return (at + (isRtl ? count - 1 : 1)) % count;
    case 'ArrowLeft':
      return (at + (isRtl ? 1 : count - 1)) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
