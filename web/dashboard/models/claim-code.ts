import type { StoredText } from './remembered.ts';

const CLAIM_PATH = '/dashboard/claim';

/**
 * Takes a claim code out of the page's address, `/dashboard/claim#CODE`, and keeps it for this tab: the person may
 * have to sign up and to confirm their address first. The address is cleaned, so that the code is in no bookmark.
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
