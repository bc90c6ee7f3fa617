import type { WidgetModel } from '../models/widget.ts';
import { strings } from '../strings/catalog.ts';
import { lazily } from './lazily.tsx';

const RunStage = lazily(async () => (await import('./run-stage.tsx')).RunStage);

/** What stands between the field and the result. */
export function Stage({ model }: { model: WidgetModel }) {
  const isIdle = model.run.state.value.kind === 'idle';
  return (
    <>
      {(!isIdle || model.session.spent.value) && <RunStage model={model} />}
      {isIdle && <SampleNote />}
    </>
  );
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
