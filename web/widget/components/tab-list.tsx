import type { Signal } from '@preact/signals';

interface Props<Name extends string> {
  label: string;
  tabs: readonly { name: Name; label: string }[];
  selected: Signal<Name>;
  /** ID of the panel. */
  controls: string;
  class?: string;
}

/** Tabs with one stop in the tab order; arrows, Home and End move between them (WAI-ARIA APG, tabs pattern). */
export function TabList<Name extends string>({
  label,
  tabs,
  selected,
  controls,
  ...rest
}: Props<Name>) {
  const move = (event: KeyboardEvent) => {
    const at = tabs.findIndex(({ name }) => name === selected.value);
    const to = nextIndex(event, at, tabs.length);
    const next = tabs[to ?? -1];
    if (!next) return;
    event.preventDefault();
    selected.value = next.name;
    document.getElementById(`${controls}-tab-${next.name}`)?.focus();
  };
  return (
    <div class={rest.class ?? 'tabs'} role="tablist" aria-label={label} onKeyDown={move}>
      {tabs.map(({ name, label: text }) => (
        <button
          key={name}
          type="button"
          id={`${controls}-tab-${name}`}
          class="tab"
          role="tab"
          aria-selected={selected.value === name}
          aria-controls={controls}
          tabIndex={selected.value === name ? 0 : -1}
          onClick={() => (selected.value = name)}
        >
          {text}
        </button>
      ))}
    </div>
  );
}

function nextIndex(event: KeyboardEvent, at: number, count: number): number | null {
  const isRtl = document.documentElement.dir === 'rtl';
  switch (event.key) {
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
