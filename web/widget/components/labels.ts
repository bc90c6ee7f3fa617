import type { CopyLabels } from '../../ui/copy-button.tsx';
import type { Problem } from '../models/local-problem.ts';
import { language, runStrings } from '../strings/catalog.ts';

/** The texts of a copy button in the language that is shown. */
export function copyLabels(copy = runStrings.value.copy): CopyLabels {
  const { copied, copySelected, copyFailed } = runStrings.value;
  return { copy, copied, selected: copySelected, failed: copyFailed };
}

/** What the server, or the widget itself, says beyond the text of the code. It is English, so others do not read it. */
export const englishDetail = ({ detail }: Problem): string =>
  language.value === 'en' ? detail : '';
