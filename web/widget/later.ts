// What the first paint does without, as one file to fetch.
export { Meter } from '../ui/meter.tsx';
export { streamDiscovery, getOpenApi } from '../api/discoveries.ts';
export { makeClaim } from '../api/make-claim.ts';
export { Panels } from './components/panels.tsx';
export { RunLog } from './components/run-log.tsx';
export { RunStage } from './components/run-stage.tsx';
export { costOfCancelled, runOnce } from './models/run-once.ts';
export { readTarget } from './models/target-url.ts';
export { connectHost } from './host-messages.ts';
export { keepAddress } from './keep-address.ts';
export { newId } from './new-id.ts';
export { pauseUntilOnline } from './pause-until-online.ts';
