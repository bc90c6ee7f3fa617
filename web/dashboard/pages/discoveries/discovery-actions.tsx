import type { StoredDiscovery } from '../../../api/stored-discoveries.ts';
import { Icon } from '../../../ui/icons.tsx';
import type { Discovery } from './discovery-model.ts';
import css from './page.module.css';
import { strings } from './strings.ts';

/** Buttons to download the result and to run the discovery again. */
export function DiscoveryActions({ model, found }: { model: Discovery; found: StoredDiscovery }) {
  if (found.status === 'running') return null;
  const { repeat, saveOpenApi } = model;
  return (
    <div class={css.actions}>
      {found.endpoints.length > 0 && (
        <button type="button" class="button-quiet" onClick={() => model.saveJson(found)}>
          <Icon name="down" />
          {strings.json}
        </button>
      )}
      {found.endpoints.length > 0 && found.artifactId !== null && (
        <button
          type="button"
          class="button-quiet"
          disabled={saveOpenApi.busy.value}
          onClick={() => void saveOpenApi.run(found)}
        >
          <Icon name="down" />
          {strings.openApi}
        </button>
      )}
      <button
        type="button"
        class="button-quiet"
        disabled={repeat.busy.value}
        aria-busy={repeat.busy.value}
        onClick={() => void repeat.run()}
      >
        {repeat.busy.value ? strings.repeating : strings.repeat}
      </button>
    </div>
  );
}
