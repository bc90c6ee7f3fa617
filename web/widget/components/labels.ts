import type { CopyLabels } from '../../ui/copy-button.tsx';
import { runStrings } from '../strings/catalog.ts';

/** The texts of a copy button in the language that is shown. */
export function copyLabels(copy = runStrings.value.copy): CopyLabels {
  const { copied, copySelected, copyFailed } = runStrings.value;
  return { copy, copied, selected: copySelected, failed: copyFailed };
}
