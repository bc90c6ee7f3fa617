import type { Dashboard } from '../../dashboard/models/dashboard.ts';
import type { Answers } from './answers.ts';

/** One state of a page of the dashboard. */
export interface DashboardState {
  /** Below `/dashboard`. */
  path: string;
  /** Where they differ from the usual ones. */
  answers?: Answers;
  /** What is typed into fields, by their labels, before the last of the clicks. */
  fill?: Readonly<Record<string, string>>;
  /** Texts of buttons that are clicked, one after the other. */
  click?: readonly string[];
  /** An option that is chosen afterwards, in the list with this label. */
  choose?: { label: string; value: string };
  offline?: boolean;
  prepare?: (app: Dashboard) => void;
}
