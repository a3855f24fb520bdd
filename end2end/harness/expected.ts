// The figures of a profile, computed here from the answers and from nothing else: the product's
// statistics take no part in it. Only what the walk meets is computed: groups of fewer than ten
// people, a campaign too small to pool its spread, a scale of five levels, k of 5.

import { instrument, type Answers } from "./answers.ts";

const K = 5;
/** Two-sided 95 % of the normal law. */
const Z = 1.959963984540054;
/** Variance of a uniform answer on five levels: stands in where a campaign cannot pool its own. */
const UNIFORM = (5 * 5 - 1) / 12;

/** What a place of a table must say. */
export type Place = { estimate: string; interval?: string } | "withheld";

export type Group = {
  /** One person whom everybody knows, or a group that its size protects. */
  kind: "attributed" | "group";
  forms: Answers[];
};

const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

const levels = ({ forms }: Group, item: number): number[] =>
  forms.map((form) => form.items[item]).filter((answer) => typeof answer === "number");

/** The unrounded mean of an item, if it may be shown. */
function itemMean(group: Group, item: number): number | undefined {
  const values = levels(group, item);
  if (values.length < (group.kind === "attributed" ? 1 : K)) return undefined;
  const value = mean(values);
  if (group.kind === "group" && (value <= 1 + 2 / values.length || value >= 5 - 2 / values.length)) {
    throw new Error(`the answers of item ${item} are too much alike for this sketch`);
  }
  return value;
}

/** The unrounded mean of a competency: that of its items that may be shown. */
export function competencyMean(group: Group, competency: number): number | undefined {
  const id = instrument.competencies[competency]?.id;
  const shown = instrument.items
    .map((item, at) => (item.competency === id ? itemMean(group, at) : undefined))
    .filter((value) => value !== undefined);
  return shown.length === 0 ? undefined : mean(shown);
}

/** How an item reads in the table. */
export function item(group: Group, at: number): Place {
  return place(group, itemMean(group, at), levels(group, at).length);
}

/** How a competency reads in the table. */
export function competency(group: Group, at: number): Place {
  return place(group, competencyMean(group, at), group.forms.length);
}

/** The weighted figure of a competency. Every group must be there. */
export function merged(parts: { group: Group; weight: number }[], at: number): Place {
  const n = parts.reduce((sum, { group }) => sum + (group.kind === "group" ? group.forms.length : 0), 0);
  const value = parts.reduce((sum, { group, weight }) => sum + weight * (competencyMean(group, at) ?? NaN), 0);
  // One person is not sampled from many: his part has only the error of his items, and in a campaign
  // this small no pool of it exists either.
  const items = instrument.items.filter(({ competency }) => competency === instrument.competencies[at]?.id).length;
  const variance = parts.reduce(
    (sum, { group, weight }) =>
      sum + weight ** 2 * (group.kind === "group" ? UNIFORM / group.forms.length : UNIFORM / items),
    0,
  );
  return withInterval(value, variance, n >= 10 ? 0.1 : 0.25);
}

function place(group: Group, value: number | undefined, n: number): Place {
  if (value === undefined) return "withheld";
  if (group.kind === "attributed") return { estimate: vietnamese(rounded(value, 0.1)) };
  return withInterval(value, UNIFORM / n, n >= 10 ? 0.1 : 0.25);
}

function withInterval(value: number, variance: number, step: number): Place {
  const shown = rounded(value, step);
  const half = Z * Math.sqrt(variance + step ** 2 / 12);
  const lo = Math.max(1, Math.floor((shown - half) * 100 + 1e-9) / 100);
  const hi = Math.min(5, Math.ceil((shown + half) * 100 - 1e-9) / 100);
  const decimals = Math.max(decimalsOf(lo), decimalsOf(hi));
  return { estimate: vietnamese(shown), interval: `${vietnamese(lo, decimals)}–${vietnamese(hi, decimals)}` };
}

function rounded(value: number, step: number): number {
  return Math.round(value / step + 1e-9) * step;
}

/** One decimal where that tells all, else two; with a comma. */
function vietnamese(value: number, decimals: number = decimalsOf(value)): string {
  return value.toFixed(decimals).replace(".", ",");
}

function decimalsOf(value: number): 1 | 2 {
  return value.toFixed(2).endsWith("0") ? 1 : 2;
}
