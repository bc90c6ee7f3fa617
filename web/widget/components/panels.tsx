import { useId } from 'preact/hooks';
import type { FunctionComponent } from 'preact';
import { Tabs, tabId } from '../../ui/tabs.tsx';
import { TABS, type Tab } from '../models/view.ts';
import type { WidgetModel } from '../models/widget.ts';
import { runStrings } from '../strings/catalog.ts';
import { lazily } from '../../ui/lazily.tsx';
import { loadOnDemand } from '../load-later.ts';
import { MapPanel } from './map-panel.tsx';
import css from './panels.module.css';
import { MissingPart } from './part-missing.tsx';
import { RawPanel } from './raw-panel.tsx';
import { ResultPanel } from './result-panel.tsx';

type Panel = FunctionComponent<{ model: WidgetModel }>;

const PANELS: Record<Tab, Panel> = {
  result: ResultPanel,
  map: MapPanel,
  code: lazily(async () => (await loadOnDemand()).CodePanel, MissingPart),
  raw: RawPanel,
  history: lazily(async () => (await loadOnDemand()).HistoryPanel, MissingPart),
};

/** The result in four views. A chunk of its own: until it is there, the page shows the prerendered sample. */
export function Panels({ model }: { model: WidgetModel }) {
  const t = runStrings.value;
  const panelId = `${useId()}-panel`;
  const { tab, selectTab } = model.view;
  const Shown = PANELS[tab.value];
  return (
    <section class={css.panels}>
      <Tabs
        label={t.tabsLabel}
        tabs={TABS.map((name) => ({ name, label: t.tabs[name] }))}
        selected={tab.value}
        onSelect={selectTab}
        panelId={panelId}
      />
      <div
        id={panelId}
        class={css.panel}
        role="tabpanel"
        aria-labelledby={tabId(panelId, tab.value)}
      >
        <Shown model={model} />
      </div>
    </section>
  );
}
