import type { StoredText } from './remembered.ts';

const CLAIM_PATH = '/dashboard/claim';

/**
 * Reads a claim code from the page's address, `/dashboard/claim#CODE`, and keeps it in this tab, because the person may
 * have to sign up and confirm their address first. The code is removed from the address, so that no bookmark has it.
 */
export function takeClaimCode(
  { location, history }: Pick<Window, 'location' | 'history'>,
  claimCode: StoredText,
): void {
  const code = location.hash.slice(1);
  if (location.pathname !== CLAIM_PATH || !/^[\w-]{1,100}$/.test(code)) return;
  claimCode.write(code);
  history.replaceState(null, '', CLAIM_PATH);
}
