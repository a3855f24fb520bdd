// The pages that the browser makes for somebody who answers. Nothing is sent, so that each test finds
// the invitation as the demo made it.

import { chooseOne, invitation } from "../harness/demo.ts";
import { faultsOfPage } from "../harness/page_checks.ts";
import { expect, test } from "../harness/test.ts";

const words = {
  vi: { begin: /^Bắt đầu về/, first: "Bắt đầu trả lời", next: "Tiếp tục", review: "Xem lại trước khi gửi" },
  en: { begin: /^Start about/, first: "Begin", next: "Continue", review: "Review before sending" },
} as const;

for (const lang of ["vi", "en"] as const) {
  test(`the pages of the survey in ${lang}`, async ({ page, demo }, info) => {
    test.setTimeout(600_000);
    const look = async (name: string) => {
      const faults = await faultsOfPage(page, await page.content(), name);
      await page.screenshot({ path: info.outputPath(`survey ${lang} ${name}.png`), fullPage: true });
      expect.soft(faults).toEqual([]);
    };
    const say = words[lang];
    await page.goto(`${demo.origin}/language/${lang}?to=/privacy`);
    await page.goto(invitation(demo, lang === "vi" ? 1 : 0).link);
    await expect(page.locator(".survey-task").first()).toBeVisible();
    await look("tasks");
    await page.getByRole("button", { name: say.begin }).first().click();
    await look("start");
    await page.getByRole("button", { name: say.first, exact: true }).click();
    let nth = 0;
    while (!(await page.getByRole("heading", { name: say.review }).isVisible())) {
      await chooseOne(page);
      await look(`part ${(nth += 1)}`);
      const title = (await page.locator("h1").textContent()) ?? "";
      await page.getByRole("button", { name: say.next, exact: true }).click();
      await expect(page.locator("h1")).not.toHaveText(title);
    }
    expect(nth).toBeGreaterThan(2);
    await look("review");
    await page.goto(`${demo.origin}/i#0000`);
    await expect(page.locator("h1")).not.toBeEmpty();
    await look("wrong link");
  });
}
