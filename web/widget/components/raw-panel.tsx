import { useSignal } from '@preact/signals';
import { fileNameFor, saveFile } from '../download.ts';
import type { WidgetModel } from '../models/widget.ts';
import { SAMPLE_URL } from '../sample.ts';
import { runStrings } from '../strings/run-catalog.ts';
import { CopyButton } from './copy-button.tsx';
import { Icon } from './icons.tsx';

/** The result as data: to look at, to copy, to take away. */
export function RawPanel({ model }: { model: WidgetModel }) {
  const r = runStrings.value;
  const url = model.run.url.value ?? SAMPLE_URL;
  const json = JSON.stringify(rawResult(model, url), null, 2);
  const saveJson = () =>
    saveFile(new Blob([json], { type: 'application/json' }), fileNameFor(url, 'endpoints.json'));
  return (
    <>
      <div class="toolbar">
        <CopyButton text={json} describes="JSON" />
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
  const failed = useSignal(false);
  const state = model.run.state.value;
  const credentials = model.session.credentials.value;
  const artifactId = state.kind === 'done' ? state.result.artifactId : null;
  if (artifactId === null || credentials === null) return null;
  const save = async () => {
    failed.value = false;
    try {
      const document = await model.deps.api.getOpenApi(credentials, artifactId);
      saveFile(document, fileNameFor(url, 'openapi.json'));
    } catch {
      failed.value = true;
    }
  };
  return (
    <>
      <button type="button" class="button-quiet" onClick={save}>
        <Icon name="down" />
        {r.downloadOpenApi}
      </button>
      {failed.value && (
        <span class="flaw" role="alert">
          {r.downloadFailed}
        </span>
      )}
    </>
  );
}

function rawResult(model: WidgetModel, url: string) {
  const state = model.run.state.value;
  const result = state.kind === 'done' ? state.result : null;
  const endpoints = model.endpoints.value;
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
