import { useSignal } from '@preact/signals';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Icon } from '../../ui/icons.tsx';
import { fileNameFor, saveFile } from '../../ui/download.ts';
import type { Problem } from '../models/local-problem.ts';
import { toProblem } from '../models/problem.ts';
import { resultsOf } from '../models/results-of.ts';
import type { WidgetModel } from '../models/widget.ts';
import { SAMPLE_URL } from '../sample.ts';
import { runStrings } from '../strings/catalog.ts';
import { Failure } from './failure.tsx';
import { copyLabels } from './labels.ts';
import css from './panels.module.css';

/** The result as JSON, to read, copy or download. */
export function RawPanel({ model }: { model: WidgetModel }) {
  const r = runStrings.value;
  const url = model.run.url.value ?? SAMPLE_URL;
  const json = JSON.stringify(rawResult(model, url), null, 2);
  const saveJson = () =>
    saveFile(new Blob([json], { type: 'application/json' }), fileNameFor(url, 'endpoints.json'));
  return (
    <>
      <div class={css.toolbar}>
        <CopyButton text={json} labels={copyLabels()} describes="JSON" />
        <button type="button" class="button-quiet" onClick={saveJson}>
          <Icon name="down" />
          {r.download}
        </button>
        <OpenApiButton model={model} url={url} />
      </div>
      <pre class="code" dir="ltr" role="region" aria-label="JSON" tabIndex={0}>
        <code>{json}</code>
      </pre>
    </>
  );
}

function OpenApiButton({ model, url }: { model: WidgetModel; url: string }) {
  const r = runStrings.value;
  const failure = useSignal<Problem | null>(null);
  const state = model.run.state.value;
  const credentials = model.session.credentials.value;
  const artifactId = state.kind === 'done' ? state.result.artifactId : null;
  if (artifactId === null || credentials === null) return null;
  const save = async () => {
    failure.value = null;
    try {
      const document = await model.deps.api.getOpenApi(credentials, artifactId);
      saveFile(document, fileNameFor(url, 'openapi.json'));
    } catch (thrown) {
      // Reading a stored result never costs a discovery.
      failure.value = { ...toProblem(thrown), charged: false };
    }
  };
  return (
    <>
      <button type="button" class="button-quiet" onClick={save}>
        <Icon name="down" />
        {r.downloadOpenApi}
      </button>
      {failure.value && <Failure problem={failure.value} say={r.downloadFailed} />}
    </>
  );
}

function rawResult(model: WidgetModel, url: string) {
  const state = model.run.state.value;
  const result = state.kind === 'done' ? state.result : null;
  const endpoints = resultsOf(model).endpoints.value;
  return {
    ...(model.isSample.value && { sample: true }),
    url,
    discovery_id: result?.discoveryId ?? null,
    artifact_id: result?.artifactId ?? null,
    total_endpoints: endpoints.length,
    truncated: result?.truncated ?? false,
    endpoints,
  };
}
