// What each rater of the walk answers, decided beforehand, and the instrument that it answers.

import { readFileSync } from "node:fs";

type Words = { vi: string; en: string };

/** The parts of an instrument file that a rater meets. */
export type Instrument = {
  id: string;
  scale: { min: number; max: number };
  competencies: { id: string; title: Words }[];
  items: { id: string; competency: string; short: Words; stem: Words; anchors: Words[] }[];
  cannot_judge: Words;
  prompts: { id: string; question: Words }[];
};

const file = new URL("../../server/instruments/leadership-public-service.json", import.meta.url);

/** The instrument of the walk. */
export const instrument = JSON.parse(readFileSync(file, "utf8")) as Instrument;

export type ItemAnswer = number | "cannot judge" | "blank";

/** One form. Competencies are counted from 0. */
export type Answers = {
  /** How much they work together, counted from 0. */
  familiarity: number;
  items: ItemAnswer[];
  strongest: [number, number];
  improveFirst: number;
  /** In the order of the prompts. */
  comments: string[];
};

/** Answers that differ from rater to rater and from item to item; levels 2 to 5, the same each time. */
export function answers(rater: number, change: Partial<Answers> & { item?: Record<number, ItemAnswer> } = {}): Answers {
  const { item = {}, ...rest } = change;
  const level = (at: number) => 2 + ((rater * 9 + at * 7 + ((rater * at) % 7)) % 4);
  return {
    familiarity: rater % 2,
    items: instrument.items.map((_, at) => item[at] ?? level(at)),
    strongest: rater % 3 === 0 ? [0, 2] : [1, 2],
    improveFirst: rater % 2 === 0 ? 3 : 0,
    comments: ["", "", ""],
    ...rest,
  };
}
