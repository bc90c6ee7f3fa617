import { readFileSync, writeFileSync } from 'node:fs';
import { here } from './applications.ts';
import type { Rule } from './rules.ts';

/** What an application's figures are, as parts of 1. */
export interface Figures {
  recall: number;
  methodRecall: number;
  precision: number;
}

/** Percentage points of recall, method recall and precision that are lost without a rule. */
export type Loss = readonly [number, number, number];

/** What is known of one rule. */
export interface RuleFigures {
  /** By application, where the rule gave something; `null` where no discovery completed without it. */
  losses?: Record<string, Loss | null>;
  /** The test that fails without it, or `null` where none does. */
  test?: string | null;
}

/** What was measured of every rule, now or earlier: a part can be measured anew without the rest. */
export interface RuleStore {
  of(rule: Rule): RuleFigures;
  /** Adds to what is known of a rule, and writes the file. */
  add(rule: Rule, figures: RuleFigures): void;
}

const FILE = here('rule-figures.data.json');

export function openRuleStore(): RuleStore {
  const known: Record<string, RuleFigures> = JSON.parse(readFileSync(FILE, 'utf8'));
  return {
    of: ({ name }) => known[name] ?? {},
    add({ name }, figures) {
      known[name] = { ...known[name], ...figures };
      // A rule a line, so that a difference shows which rules have changed.
      const lines = Object.keys(known)
        .toSorted()
        .map((rule) => `${JSON.stringify(rule)}: ${JSON.stringify(known[rule])}`);
      writeFileSync(FILE, `{\n${lines.join(',\n')}\n}\n`);
    },
  };
}

/** What `after` has less than `before`, in points with one decimal. */
export function lossOf(before: Figures, after: Figures): Loss {
  const points = (key: keyof Figures): number => Math.round((before[key] - after[key]) * 1000) / 10;
  return [points('recall'), points('methodRecall'), points('precision')];
}

export const isNothing = (loss: Loss | null): boolean =>
  loss !== null && loss.every((points) => points === 0);
