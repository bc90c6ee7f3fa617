import { computed, effect } from '@preact/signals';
import { SAMPLE_ENDPOINTS } from '../sample.ts';
import { createEndpointRows, type EndpointRows } from '../../ui/endpoint-rows.ts';
import type { WidgetModel } from './widget.ts';

const known = new WeakMap<WidgetModel, EndpointRows>();

/** The rows that the panels show. Made with the panels' code, which is fetched after the first paint. */
export function resultsOf(model: WidgetModel): EndpointRows {
  const made = known.get(model);
  if (made) return made;
  const endpoints = computed(() => [
    ...(model.isSample.value ? SAMPLE_ENDPOINTS : model.run.endpoints.value),
  ]);
  const results = createEndpointRows(endpoints);
  known.set(model, results);
  effect(() => {
    if (model.run.state.value.kind === 'preparing') results.reset();
  });
  return results;
}
