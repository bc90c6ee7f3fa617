import { Icon } from '../../ui/icons.tsx';
import type { Action } from '../models/action.ts';
import { strings } from '../strings.ts';

/** Downloads what a page shows as a CSV file. */
export function CsvButton({ csv, disabled = false }: { csv: Action<[]>; disabled?: boolean }) {
  return (
    <button
      type="button"
      class="button-quiet"
      disabled={csv.busy.value || disabled}
      onClick={() => void csv.run()}
    >
      <Icon name="down" />
      {strings.csv}
    </button>
  );
}
