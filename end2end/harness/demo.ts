// What the demo prints for whoever wants to try it.

import type { Page } from "@playwright/test";

import { instrument } from "./answers.ts";
import type { Toancanh } from "./toancanh.ts";

/**
 * An invitation that the demo prints: the first is the employee's, the second that of somebody who is
 * asked about several leaders. A browser that begins with one takes all its assignments.
 */
export function invitation(demo: Toancanh, nth: 0 | 1): { link: string; shortCode: string } {
  const links = demo.links.filter((link) => link.includes("/i#"));
  const codes = demo.output.match(/[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/g) ?? [];
  const [link, shortCode] = [links[nth], codes[nth]];
  if (link === undefined || shortCode === undefined) throw new Error(`no invitation in ${demo.output}`);
  return { link, shortCode };
}

/** Chooses the second behaviour of the first question, where the page asks one. */
export async function chooseOne(page: Page): Promise<void> {
  const first = page.locator("fieldset.survey-question").first().getByRole("radio");
  if ((await first.count()) > instrument.scale.min) await first.nth(1).check();
}
