import type { CopyLabels } from '../../ui/copy-button.tsx';
import { strings } from '../strings/catalog.ts';

/** The texts of a copy button in the language that is shown. */
export function copyLabels(copy = strings.value.copy): CopyLabels {
  const { copied, copySelected, copyFailed } = strings.value;
  return { copy, copied, selected: copySelected, failed: copyFailed };
}
