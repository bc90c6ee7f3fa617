// One chunk boundary for what the first run needs: one small file to fetch instead of six.
export { Meter } from '../ui/meter.tsx';
export { streamDiscovery, getOpenApi } from '../api/discoveries.ts';
export { makeClaim } from '../api/make-claim.ts';
export { RunStage } from './components/run-stage.tsx';
export { costOfCancelled, runOnce } from './models/run-once.ts';
export { readTarget } from './models/target-url.ts';
export { newId } from './new-id.ts';
export { pauseUntilOnline } from './pause-until-online.ts';
