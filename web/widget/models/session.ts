import { computed, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { Quota } from '../../../shared/discovery.ts';
import type { CreateKeyResponse } from '../../../shared/playground.ts';
import type { ApiClient, Credentials } from '../../api-client.ts';
import type { KeyStorage } from '../identity/key-storage.ts';

export type KeyState =
  | { kind: 'none' }
  | { kind: 'creating' }
  /** `expected` is `null` where the challenge does not tell. */
  | { kind: 'challenge'; attempts: number; expected: number | null }
  | { kind: 'ready' };

export interface ChallengeProgress {
  attempts: number;
  expected: number | null;
}

/** Makes a key: fingerprint, challenge, retry. Loaded on the first act, never before. */
type ObtainKey = (
  signal: AbortSignal,
  onChallenge: (progress: ChallengeProgress) => void,
) => Promise<CreateKeyResponse>;

export interface SessionDeps {
  api: Pick<ApiClient, 'getQuota'>;
  storage: KeyStorage;
  obtainKey: ObtainKey;
}

export interface Session {
  state: Signal<KeyState>;
  credentials: Signal<Credentials | null>;
  quota: Signal<Quota | null>;
  /** The key may be shown in full: only from its making until it is dismissed or the page reloads. */
  revealed: Signal<boolean>;
  recognizedBy: Signal<CreateKeyResponse['recognized_by'] | null>;
  upgradeUrl: Signal<string | null>;
  spent: ReadonlySignal<boolean>;
  obtain: (signal: AbortSignal) => Promise<Credentials>;
  /** Takes up the key of this tab's last page, and asks what is left of its quota. */
  restore: () => Promise<void>;
  refreshQuota: () => Promise<void>;
  forget: () => void;
}

export function createSession({ api, storage, obtainKey }: SessionDeps): Session {
  const state = signal<KeyState>({ kind: 'none' });
  const credentials = signal<Credentials | null>(null);
  const quota = signal<Quota | null>(null);
  const revealed = signal(false);
  const recognizedBy = signal<CreateKeyResponse['recognized_by'] | null>(null);
  const upgradeUrl = signal<string | null>(null);
  // Reserved discoveries may come back; only used ones are gone for good.
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
  return { ...published, obtain, restore, refreshQuota, forget };
}
