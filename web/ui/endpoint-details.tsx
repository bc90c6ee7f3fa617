import type { ComponentChildren } from 'preact';
import type { Endpoint } from '../../shared/discovery.ts';
import { CopyButton, type CopyLabels } from './copy-button.tsx';
import css from './endpoint-details.module.css';
import { safeHref } from './links.ts';

interface Props {
  endpoint: Endpoint;
  labels: {
    url: string;
    type: string;
    parameters: Record<'path' | 'query' | 'body', string>;
    parametersTitle: string;
    noParameters: string;
    evidence: string;
    copy: CopyLabels;
  };
}

/** The parameters of one endpoint, and where it was read. */
export function EndpointDetails({ endpoint, labels }: Props) {
  const { path, query, body } = endpoint.parameters;
  const bodyKeys = Object.entries(body);
  const hasNone = path.length + query.length + bodyKeys.length === 0;
  return (
    <dl class={css.details}>
      <Fact name={labels.url}>
        <code class={css.url}>{endpoint.url}</code>
        <CopyButton text={endpoint.url} labels={labels.copy} describes={labels.url} compact />
      </Fact>
      <div class={`${css.fact} ${css.factNarrow}`}>
        <dt>{labels.type}</dt>
        <dd>{endpoint.api_type}</dd>
      </div>
      {path.length > 0 && <Fact name={labels.parameters.path}>{names(path)}</Fact>}
      {query.length > 0 && <Fact name={labels.parameters.query}>{names(query)}</Fact>}
      {bodyKeys.length > 0 && (
        <Fact name={labels.parameters.body}>
          {bodyKeys.map(([name, type]) => (
            <code key={name} class={css.parameter}>
              {name}
              {typeof type === 'string' && <span class={css.parameterType}> {type}</span>}
            </code>
          ))}
        </Fact>
      )}
      {hasNone && <Fact name={labels.parametersTitle}>{labels.noParameters}</Fact>}
      {endpoint.source.length > 0 && (
        <Fact name={labels.evidence}>
          <ul class={css.evidence}>
            {endpoint.source.map(({ file, technique }) => (
              <li key={`${technique} ${file}`}>
                <span class={css.technique}>{technique}</span>{' '}
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
    <div class={css.fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function names(list: readonly string[]) {
  return list.map((name) => (
    <code key={name} class={css.parameter}>
      {name}
    </code>
  ));
}
