import type { Ending, EndpointResult } from './endings.ts';
import type { Run } from './run.ts';

/**
 * Either something was handed out, and the run is charged and keeps what it found; or it is given back,
 * and nothing of it can be read. Else whoever looks in while a run goes on reads for nothing what later fails.
 */
export function reconcile(run: Run, ending: Ending): Ending {
  if (ending.settle === 'commit') return ending;
  if (!run.isCharged) {
    run.takeBackEndpoints();
    return ending;
  }
  const { endpoints, requestsMade } = run;
  const result: EndpointResult = { endpoints, truncated: true, requests_made: requestsMade };
  return { status: 'completed', settle: 'commit', result, failure: null };
}
