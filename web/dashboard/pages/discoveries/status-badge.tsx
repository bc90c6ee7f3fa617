import { Badge } from '../../components/badge.tsx';
import { strings } from './strings.ts';

const TONES: Record<string, 'good' | 'warn' | 'bad' | 'calm' | undefined> = {
  running: 'warn',
  completed: 'good',
  failed: 'bad',
};

export function StatusBadge({ status }: { status: string }) {
  return <Badge tone={TONES[status] ?? 'calm'}>{strings.statusOf(status)}</Badge>;
}
