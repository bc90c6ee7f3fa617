import { computed, signal, type ReadonlySignal } from '@preact/signals';
import type { Quota } from '../../../shared/discovery.ts';
import type { CreateKeyResponse } from '../../../shared/playground.ts';
import type { Credentials } from '../../api/request.ts';
import type { KeyStorage } from '../identity/key-storage.ts';

export type KeyState =
  | { kind: 'none' }
  | { kind: 'creating' }
  | ({ kind: 'challenge' } & ChallengeProgress)
  | { kind: 'ready' };

export interface ChallengeProgress {
  attempts: number;
  /** On average; `null` where the challenge does not tell. */
  expected: number | null;
  /** At this device's pace; `null` where `expected` is. */
  secondsLeft: number | null;
}

/** Makes a key: fingerprint, challenge, proof. Its code is loaded by the first run, never before. */
type ObtainKey = (
  signal: AbortSignal,
  onChallenge: (progress: ChallengeProgress) => void,
) => Promise<CreateKeyResponse>;

export interface SessionDeps {
  api: { getQuota: (credentials: Credentials) => Promise<Quota | null> };
  storage: KeyStorage;
  obtainKey: ObtainKey;
}

export interface Session {
  state: ReadonlySignal<KeyState>;
  credentials: ReadonlySignal<Credentials | null>;
  quota: ReadonlySignal<Quota | null>;
  /** The key may be shown in full: only from its making until it is dismissed or the page reloads. */
  revealed: ReadonlySignal<boolean>;
  recognizedBy: ReadonlySignal<CreateKeyResponse['recognized_by'] | null>;
  upgradeUrl: ReadonlySignal<string | null>;
  spent: ReadonlySignal<boolean>;
  obtain: (signal: AbortSignal) => Promise<Credentials>;
  /** Takes up the key of this tab's last page, and asks what is left of its quota. */
  restore: () => Promise<void>;
  refreshQuota: () => Promise<void>;
  forget: () => void;
  dismissReveal: () => void;
  /** What an answer to another request said of the quota. */
  setQuota: (quota: Quota) => void;
  setUpgradeUrl: (url: string) => void;
}

export function createSession({ api, storage, obtainKey }: SessionDeps): Session {
  const state = signal<KeyState>({ kind: 'none' });
  const credentials = signal<Credentials | null>(null);
  const quota = signal<Quota | null>(null);
  const revealed = signal(false);
  const recognizedBy = signal<CreateKeyResponse['recognized_by'] | null>(null);
  const upgradeUrl = signal<string | null>(null);
  // A reserved discovery may be given back; a used one is gone.
  const spent = computed(() => {
    const ledger = quota.value;
    return ledger !== null && ledger.limit !== null && ledger.used >= ledger.limit;
  });

  const forget = () => {
    storage.clear();
    credentials.value = null;
    revealed.value = false;
    state.value = { kind: 'none' };
  };

  const obtain = async (abort: AbortSignal): Promise<Credentials> => {
    state.value = { kind: 'creating' };
    try {
      const created = await obtainKey(abort, (progress) => {
        state.value = { kind: 'challenge', ...progress };
      });
      const made = { apiKey: created.api_key, organizationId: created.organization_id };
      storage.save(made);
      credentials.value = made;
      quota.value = created.quota;
      recognizedBy.value = created.recognized_by;
      upgradeUrl.value = created.upgrade_url;
      revealed.value = true;
      state.value = { kind: 'ready' };
      return made;
    } catch (failure) {
      state.value = { kind: 'none' };
      throw failure;
    }
  };

  const refreshQuota = async () => {
    const current = credentials.value;
    if (current === null) return;
    // A meter that cannot be refreshed keeps its last reading; the next run tells more.
    quota.value = (await api.getQuota(current).catch(() => null)) ?? quota.value;
  };

  const restore = async () => {
    const stored = storage.load();
    if (stored === null) return;
    credentials.value = stored;
    state.value = { kind: 'ready' };
    await refreshQuota();
  };

  const published = { state, credentials, quota, revealed, recognizedBy, upgradeUrl, spent };
  const setters = {
    dismissReveal: () => (revealed.value = false),
    setQuota: (next: Quota) => (quota.value = next),
    setUpgradeUrl: (url: string) => (upgradeUrl.value = url),
  };
  return { ...published, ...setters, obtain, restore, refreshQuota, forget };
}
