import type { WidgetModel } from '../models/widget.ts';
import { strings } from '../strings/catalog.ts';
import { lazily } from './lazily.tsx';

const RunStage = lazily(async () => (await import('./run-stage.tsx')).RunStage);

/** What stands between the field and the result. */
export function Stage({ model }: { model: WidgetModel }) {
  const isUntouched = model.run.state.value.kind === 'idle' && !model.session.spent.value;
  return isUntouched ? <SampleNote /> : <RunStage model={model} />;
}

function SampleNote() {
  const t = strings.value;
  return (
    <p class="stage stage-line sample-note">
      <span class="tag">{t.sample}</span>
      <span>{t.sampleText}</span>
    </p>
  );
}
