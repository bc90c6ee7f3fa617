import type { ComponentChildren } from 'preact';
import type { Endpoint } from '../../../shared/discovery.ts';
import { safeHref } from '../links.ts';
import { strings } from '../strings/catalog.ts';
import { runStrings } from '../strings/run-catalog.ts';
import { CopyButton } from './copy-button.tsx';

export function EndpointDetails({ endpoint }: { endpoint: Endpoint }) {
  const t = strings.value;
  const r = runStrings.value;
  const { path, query, body } = endpoint.parameters;
  const bodyKeys = Object.entries(body);
  const hasNone = path.length + query.length + bodyKeys.length === 0;
  return (
    <dl class="details">
      <Fact name={r.fullUrl}>
        <code class="details-url">{endpoint.url}</code>
        <CopyButton text={endpoint.url} describes={r.fullUrl} compact />
      </Fact>
      <div class="fact fact-narrow">
        <dt>{t.columns.type}</dt>
        <dd>{endpoint.api_type}</dd>
      </div>
      {path.length > 0 && <Fact name={r.parameters.path}>{names(path)}</Fact>}
      {query.length > 0 && <Fact name={r.parameters.query}>{names(query)}</Fact>}
      {bodyKeys.length > 0 && (
        <Fact name={r.parameters.body}>
          {bodyKeys.map(([name, type]) => (
            <code key={name} class="parameter">
              {name}
              {typeof type === 'string' && <span class="parameter-type"> {type}</span>}
            </code>
          ))}
        </Fact>
      )}
      {hasNone && <Fact name={r.parametersLabel}>{r.noParameters}</Fact>}
      {endpoint.source.length > 0 && (
        <Fact name={r.evidence}>
          <ul class="evidence">
            {endpoint.source.map(({ file, technique }) => (
              <li key={`${technique} ${file}`}>
                <span class="technique">{technique}</span>{' '}
                <a href={safeHref(file)} target="_blank" rel="noopener noreferrer nofollow">
                  {file}
                </a>
              </li>
            ))}
          </ul>
        </Fact>
      )}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div class="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function names(list: readonly string[]) {
  return list.map((name) => (
    <code key={name} class="parameter">
      {name}
    </code>
  ));
}
