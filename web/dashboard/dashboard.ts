import '../ui/tokens.css';
import '../ui/base.css';
import { createRequest } from '../api/request.ts';
import { createDashboard } from './models/dashboard.ts';
import { createRemembered } from './models/remembered.ts';
import { mountDashboard } from './mount.tsx';
import { takeClaimCode } from './models/claim-code.ts';
import { browserHistory } from './router/browser-history.ts';

const root = document.getElementById('dashboard');
if (root) {
  const remembered = createRemembered(() => sessionStorage);
  takeClaimCode(window, remembered.claimCode);
  const app = createDashboard({
    send: createRequest((input, init) => fetch(input, init)),
    history: browserHistory(window),
    remembered,
    nowMs: () => Date.now(),
    origin: location.origin,
  });
  mountDashboard(root, app);
}
