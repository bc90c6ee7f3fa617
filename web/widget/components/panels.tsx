import type { FunctionComponent } from 'preact';
import { TABS, type Tab } from '../models/view.ts';
import type { WidgetModel } from '../models/widget.ts';
import { strings } from '../strings/catalog.ts';
import { ResultPanel } from './result-panel.tsx';
import { lazily } from './lazily.tsx';
import { TabList } from './tab-list.tsx';

type Panel = FunctionComponent<{ model: WidgetModel }>;

const PANELS: Record<Tab, Panel> = {
  result: ResultPanel,
  map: lazily(async () => (await import('./map-panel.tsx')).MapPanel),
  code: lazily(async () => (await import('./code-panel.tsx')).CodePanel),
  raw: lazily(async () => (await import('./raw-panel.tsx')).RawPanel),
};

export function Panels({ model }: { model: WidgetModel }) {
  const t = strings.value;
  const { tab } = model.view;
  const Shown = PANELS[tab.value];
  return (
    <section
      class={`panels panels-${model.isSample.value ? 'sample' : model.run.state.value.kind}`}
    >
      <TabList
        label={t.tabsLabel}
        tabs={TABS.map((name) => ({ name, label: t.tabs[name] }))}
        selected={tab}
        controls="panel"
      />
      <div id="panel" class="panel" role="tabpanel" aria-labelledby={`panel-tab-${tab.value}`}>
        <Shown model={model} />
      </div>
    </section>
  );
}
