/** A queue that returns the item of highest priority first, and accepts each key once. */
export interface WorkQueue<T> {
  /** @returns whether it was new. */
  push(item: T, key: string, priority: number): boolean;
  readonly length: number;
  /** The priority of the item that `take` would give; `-Infinity` when the queue is empty. */
  readonly nextPriority: number;
  take(): T | undefined;
  /** Marks a key as known whose item was read without the queue. */
  markSeen(key: string): void;
}

const SEEN_MAX = 20_000;
const WAITING_MAX = 5000;

export function createWorkQueue<T>(): WorkQueue<T> {
  const seen = new Set<string>();
  // One list for each priority; there are few priorities.
  const lists = new Map<number, T[]>();
  let length = 0;
  return {
    push(item, key, priority) {
      if (seen.has(key) || seen.size >= SEEN_MAX || length >= WAITING_MAX) return false;
      seen.add(key);
      const list = lists.get(priority);
      if (list) list.push(item);
      else lists.set(priority, [item]);
      length += 1;
      return true;
    },
    get length() {
      return length;
    },
    get nextPriority() {
      return length === 0 ? -Infinity : Math.max(...lists.keys());
    },
    take() {
      if (length === 0) return undefined;
      const first = Math.max(...lists.keys());
      const list = lists.get(first);
      const item = list?.shift();
      if (list?.length === 0) lists.delete(first);
      length -= 1;
      return item;
    },
    markSeen: (key) => void seen.add(key),
  };
}

/**
 * Takes items from a queue and works on up to `concurrent` of them at once, as long as `mayStart` allows. The work may
 * push further items. Resolves when no work is left; items that `mayStart` did not allow stay in the queue.
 */
export async function workOff<T>(
  queue: WorkQueue<T>,
  mayStart: () => boolean,
  work: (item: T) => Promise<void>,
  concurrent = 4,
): Promise<void> {
  const running = new Set<Promise<void>>();
  for (;;) {
    while (running.size < concurrent && queue.length > 0 && mayStart()) {
      const item = queue.take();
      if (item === undefined) break;
      const task: Promise<void> = work(item).finally(() => running.delete(task));
      running.add(task);
    }
    if (running.size === 0) return;
    await Promise.race(running);
  }
}
