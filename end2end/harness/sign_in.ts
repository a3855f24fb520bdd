// Signing in as a person does: a link that is opened, or, without script, its code that is pasted.

import type { Page } from "@playwright/test";

import type { Toancanh } from "./toancanh.ts";

/** Signs in with a fresh link for a role or a staff code. */
export async function signIn(page: Page, server: Toancanh, as: string): Promise<void> {
  const link = await server.link(as);
  await page.goto(link);
  if (await page.evaluate(() => matchMedia("(scripting: none)").matches)) {
    await page.locator("input[name=code]").fill(link);
    await page.locator("#sign-in button[type=submit]").click();
  }
  await page.waitForURL(`${server.origin}/`);
}
