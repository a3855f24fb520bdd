// What is asked in the walk, and what everybody answers.

import { answers, instrument, type Answers } from "../harness/answers.ts";
import { everybody, leader, peers, subordinates, superior, type Person } from "../harness/ministry.ts";

/** The campaign's code. */
export const CAMPAIGN = "thu-2026";
/** The weights that the organisation decides. */
export const WEIGHTS = { superior: 0.3, peer: 0.3, subordinate: 0.4 };

// What is answered about the leader, by everybody's place in the list of people.
const numberOf = (who: Person): number => everybody.indexOf(who);
/** Three of five peers write this, too few to show. */
export const begin = "Nên bắt đầu mời các vụ góp ý trước khi trình.";
/** All five of his staff write this. */
export const goOn = "Nên tiếp tục giải thích lý do của từng quyết định.";
const aboutLeader = new Map<Person, Answers>([
  [superior, answers(numberOf(superior), { strongest: [0, 1], comments: ["", "", "Nên tiếp tục báo sớm khi việc khó."] })],
  [leader, answers(numberOf(leader), { items: instrument.items.map((_, at) => (at < 5 ? 5 : 4)) })],
  // One of five peers cannot judge the third question: four are left, too few to show.
  ...peers.map((peer, at): [Person, Answers] => [
    peer,
    answers(numberOf(peer), { item: at === 2 ? { 2: "cannot judge" } : {}, comments: [at < 3 ? `${begin} (${at})` : "", "", ""] }),
  ]),
  // One of five staff leaves the twelfth blank. All five write what should go on.
  ...subordinates.map((one, at): [Person, Answers] => [
    one,
    answers(numberOf(one), { item: at === 1 ? { 11: "blank" } : {}, comments: ["", "", `${goOn} (${at})`] }),
  ]),
]);
/** What somebody answers about the leader. */
export const of = (who: Person): Answers => {
  const found = aboutLeader.get(who);
  if (found === undefined) throw new Error(`${who.name} answers nothing about the leader`);
  return found;
};
/** What the second subject hears is not looked at in detail. */
export const aboutLoneHead = (who: Person): Answers => answers(numberOf(who) + 20);
