import type { Endpoint } from '../../../shared/discovery.ts';
import { EndpointDetails } from '../../ui/endpoint-details.tsx';
import { runStrings } from '../strings/catalog.ts';
import { copyLabels } from './labels.ts';

export function RowDetails({ endpoint }: { endpoint: Endpoint }) {
  const { fullUrl, parameters, parametersLabel, noParameters, evidence, columns } =
    runStrings.value;
  const labels = {
    url: fullUrl,
    type: columns.type,
    parameters,
    parametersTitle: parametersLabel,
    noParameters,
    evidence,
    copy: copyLabels(),
  };
  return <EndpointDetails endpoint={endpoint} labels={labels} />;
}
