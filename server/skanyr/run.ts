import type { DiscoveryEvent, Endpoint } from '../../shared/discovery.ts';
import type { ArtifactId, DiscoveryId, OrganizationId, ReservationId } from '../identifiers/ids.ts';
import type { Hold, LedgerRef } from '../storage/port/reservations.ts';
import type { DiscoveryKind, DiscoveryRecord } from '../storage/port/discoveries.ts';

/** Events that are kept for replays. A run with more goes on, but its further events are dropped. */
const EVENTS_MAX = 6_000;

/** Why a run was stopped before its work was done: the reason of its abort signal. */
export type StopReason = 'deadline' | 'closing' | 'abandoned' | 'lost';

/** One discovery that runs now: its events so far, and how many clients follow it. */
export class Run {
  readonly id: DiscoveryId;
  readonly artifactId: ArtifactId;
  readonly reservationId: ReservationId;
  /** Which attempt of the reservation this run is. */
  attempt = 0;
  readonly organizationId: OrganizationId;
  readonly ledger: LedgerRef;
  /** The site that its request came from, as the client says: for counts only. */
  readonly site: string | null;
  readonly kind: DiscoveryKind;
  readonly url: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly createdAtMs: number;
  readonly abort = new AbortController();
  readonly events: DiscoveryEvent[] = [];
  /** Resolves with the stored record once the run has ended and was settled; never rejects. */
  readonly ended: Promise<DiscoveryRecord | null>;
  /** Whether endpoints were handed out already: such a run stays charged however it ends. */
  isCharged = false;
  /** How many discoveries its ledger has charged with this one; null while it is not charged. */
  usedWithThis: number | null = null;
  readonly #end: (record: DiscoveryRecord | null) => void;
  #wake = Promise.withResolvers<void>();
  #followers = 0;

  constructor(
    input: Pick<
      Run,
      | 'id'
      | 'artifactId'
      | 'reservationId'
      | 'organizationId'
      | 'ledger'
      | 'site'
      | 'kind'
      | 'url'
      | 'options'
      | 'createdAtMs'
    >,
  ) {
    this.id = input.id;
    this.artifactId = input.artifactId;
    this.reservationId = input.reservationId;
    this.organizationId = input.organizationId;
    this.ledger = input.ledger;
    this.site = input.site;
    this.kind = input.kind;
    this.url = input.url;
    this.options = input.options;
    this.createdAtMs = input.createdAtMs;
    const { promise, resolve } = Promise.withResolvers<DiscoveryRecord | null>();
    this.ended = promise;
    this.#end = resolve;
  }

  /** Removes the endpoints of a run that is given back. Allowed only while none was sent to a client. */
  takeBackEndpoints(): void {
    const others = this.events.filter((event) => event.type !== 'endpoint_found');
    // Followers stop before the first endpoint until the run is charged, so none is past what is removed.
    this.events.splice(0, this.events.length, ...others);
  }

  /** What shows storage that this run may end its discovery. */
  get hold(): Hold {
    return { reservationId: this.reservationId, attempt: this.attempt };
  }

  get requestsMade(): number {
    const counts = this.events.map(({ metadata }) => Number(metadata['requests_done'] ?? 0));
    return Math.max(0, ...counts);
  }

  get endpoints(): Endpoint[] {
    return this.events
      .filter((event) => event.type === 'endpoint_found')
      .map((event) => event.metadata as Endpoint);
  }

  push(event: DiscoveryEvent): void {
    const isLast = event.type === 'done' || event.type === 'error';
    if (this.events.length < EVENTS_MAX || isLast) this.events.push(event);
    this.#wake.resolve();
    this.#wake = Promise.withResolvers<void>();
  }

  /** Resolves at the next event. */
  next(): Promise<void> {
    return this.#wake.promise;
  }

  end(record: DiscoveryRecord | null): void {
    this.#end(record);
  }

  /** Asks the work to end early. */
  stop(reason: StopReason): void {
    this.abort.abort(reason);
  }

  /**
   * Follows the run.
   * @param onLastLeft called when the last follower leaves
   * @returns a function that leaves; calling it again does nothing
   */
  follow(onLastLeft: () => void): () => void {
    this.#followers += 1;
    let hasLeft = false;
    return () => {
      if (hasLeft) return;
      hasLeft = true;
      this.#followers -= 1;
      if (this.#followers === 0) onLastLeft();
    };
  }

  get isFollowed(): boolean {
    return this.#followers > 0;
  }
}
