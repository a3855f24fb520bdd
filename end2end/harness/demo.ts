// What the demo prints for whoever wants to try it.

import type { Page } from "@playwright/test";

import { instrument } from "./answers.ts";
import type { Toancanh } from "./toancanh.ts";

/** The last invitation that the demo prints: that of somebody who is asked about several leaders. */
export function invitation(demo: Toancanh): { link: string; shortCode: string } {
  const link = demo.links.filter((link) => link.includes("/i#")).at(-1);
  const shortCode = demo.output.match(/[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/g)?.at(-1);
  if (link === undefined || shortCode === undefined) throw new Error(`no invitation in ${demo.output}`);
  return { link, shortCode };
}

/** Chooses the second behaviour of the first question, where the page asks one. */
export async function chooseOne(page: Page): Promise<void> {
  const first = page.locator("fieldset.survey-question").first().getByRole("radio");
  if ((await first.count()) > instrument.scale.min) await first.nth(1).check();
}
