import type { Endpoint } from '../../../../shared/discovery.ts';
import { EndpointDetails } from '../../../ui/endpoint-details.tsx';
import type { EndpointRows } from '../../../ui/endpoint-rows.ts';
import { EndpointTable } from '../../../ui/endpoint-table.tsx';
import { splitUrl } from '../../../ui/endpoint.ts';
import { PathMap } from '../../../ui/path-map.tsx';
import { copyLabels } from '../../components/copy-labels.ts';
import { Field } from '../../components/field.tsx';
import css from './page.module.css';
import { strings } from './strings.ts';

const detailLabels = { ...strings.details, copy: copyLabels };

/** The endpoints in a table that can be filtered and sorted. */
export function Endpoints({ rows: model }: { rows: EndpointRows }) {
  const rows = model.rows.value;
  const all = model.endpoints.value;
  return (
    <div class={css.panelBody}>
      <div class={css.search}>
        <Field
          label={strings.filter}
          type="search"
          autocomplete="off"
          value={model.filter.value}
          onValue={model.filterBy}
        />
      </div>
      <p class={css.small} role="status">
        {rows.length === 0
          ? strings.noEndpointMatches
          : model.filter.value && strings.filtered(rows.length, all.length)}
      </p>
      {rows.length > 0 && (
        <EndpointTable
          rows={rows}
          mainOrigin={splitUrl(all[0]?.url ?? '').origin}
          sorting={model.sorting.value}
          onSort={model.sortBy}
          expanded={model.expanded.value}
          onToggle={model.toggle}
          renderDetails={(endpoint) => (
            <EndpointDetails endpoint={endpoint} labels={detailLabels} />
          )}
          labels={strings.endpoints}
        />
      )}
    </div>
  );
}

interface MapProps {
  endpoints: readonly Endpoint[];
  /** Opens an endpoint's row in the table. */
  reveal: (key: string) => void;
}

/** The paths as a tree. A click on a method leads to its row in the table. */
export function EndpointMap({ endpoints, reveal }: MapProps) {
  return (
    <div class={css.panelBody}>
      <PathMap
        endpoints={endpoints}
        labels={strings.map}
        onSelect={(key) => {
          reveal(key);
          // The row is rendered by the next frame.
          requestAnimationFrame(() => focusRow(key));
        }}
      />
    </div>
  );
}

function focusRow(key: string): void {
  const rows = document.querySelectorAll<HTMLElement>('tr[data-key]');
  const row = [...rows].find(({ dataset }) => dataset['key'] === key);
  row?.scrollIntoView({ block: 'nearest' });
  row?.querySelector('button')?.focus({ preventScroll: true });
}
