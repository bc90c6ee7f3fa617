import { addressOf, type HistoryPort } from '../../dashboard/router/router.ts';

/** A history in memory: the gallery's own address stays as it is. */
export function fixedHistory(path: string): HistoryPort {
  let address = addressOf(path);
  const move = (to: string) => {
    address = to;
  };
  return { current: () => address, push: move, replace: move, onMove: () => undefined };
}
