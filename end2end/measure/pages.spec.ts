// What each page of the demo costs its reader, with an empty cache: bytes over the wire and requests,
// as a table. No test: nothing is held against a limit here. Run it with
//
//   TOANCANH=target/release/toancanh npx playwright test --config measure.config.ts

import { invitation } from "../harness/demo.ts";
import { signIn } from "../harness/sign_in.ts";
import { expect, test } from "../harness/test.ts";
import { weigh } from "../harness/weight.ts";

test("bytes and requests of each page", async ({ browser, demo }) => {
  test.setTimeout(300_000);
  const rows: string[] = [];
  const measure = async (as: string | undefined, paths: string[]): Promise<void> => {
    for (const path of paths) {
      const page = await browser.newPage();
      if (as !== undefined) await signIn(page, demo, as);
      const { bytes, requests } = await weigh(page, new URL(path, demo.origin).href);
      expect(requests).toBeGreaterThan(0);
      rows.push(`| ${path.replace(/#.*/, "")} | ${(bytes / 1000).toFixed(1)} | ${requests} |`);
      await page.close();
    }
  };
  const analyst = await browser.newPage();
  await signIn(analyst, demo, "analyst");
  await analyst.goto(`${demo.origin}/profiles`);
  const campaign = (await analyst.locator(".card-link a").first().getAttribute("href")) ?? "";
  await analyst.goto(demo.origin + campaign);
  const profile = (await analyst.locator("tbody a").first().getAttribute("href")) ?? "";
  await analyst.close();

  await measure(undefined, ["/", "/signin", "/method", "/privacy", "/confidential", invitation(demo, 1).link]);
  await measure("administrator", ["/", "/people", "/people/import", "/campaigns", "/campaigns/new"]);
  await measure("analyst", ["/profiles", campaign, profile]);
  console.log(`\n| page | kB | requests |\n|---|---|---|\n${rows.join("\n")}\n`);
});
