import type { WidgetModel } from '../models/widget.ts';
import { loadLater } from '../load-later.ts';
import { strings } from '../strings/catalog.ts';
import { lazily } from '../../ui/lazily.tsx';
import { MissingPart } from './part-missing.tsx';
import css from './stage.module.css';

const RunStage = lazily(async () => (await loadLater()).RunStage, MissingPart);

const RunLog = lazily(
  async () => (await loadLater()).RunLog,
  () => null,
  null,
);

/** The area between the field and the result. */
export function Stage({ model }: { model: WidgetModel }) {
  const isIdle = model.run.state.value.kind === 'idle';
  return (
    <>
      {(!isIdle || model.session.spent.value || model.link.value) && <RunStage model={model} />}
      {isIdle && <SampleNote />}
      {/* Always there: what appears together with its region is not announced. */}
      <div class="sr-only" role="log">
        {model.run.busy.value && <RunLog model={model} />}
      </div>
    </>
  );
}

function SampleNote() {
  const t = strings.value;
  return (
    <p class={`${css.stage} ${css.line} ${css.sample}`}>
      <span class={css.tag}>{t.sample}</span>
      <span>{t.sampleText}</span>
    </p>
  );
}
