import type { CopyLabels } from '../../ui/copy-button.tsx';
import { strings } from '../strings.ts';

export const copyLabels: CopyLabels = {
  copy: strings.copy,
  copied: strings.copied,
  selected: strings.copySelected,
  failed: strings.copyFailed,
};
