// The pages of the plain form, with script and without. Nothing is sent.

import { chooseOne, invitation } from "../harness/demo.ts";
import { faultsOfPage } from "../harness/page_checks.ts";
import { expect, test } from "../harness/test.ts";

const words = {
  vi: { next: "Tiếp tục", review: "Xem lại trước khi gửi" },
  en: { next: "Continue", review: "Review before sending" },
} as const;

for (const lang of ["vi", "en"] as const) {
  test(`the pages of the plain form in ${lang}`, async ({ page, demo }, info) => {
    test.setTimeout(600_000);
    const look = async (name: string) => {
      const faults = await faultsOfPage(page, await page.content(), name);
      await page.screenshot({ path: info.outputPath(`plain ${lang} ${name}.png`), fullPage: true });
      expect.soft(faults).toEqual([]);
    };
    const say = words[lang];
    await page.goto(`${demo.origin}/language/${lang}?to=/confidential`);
    await look("sign-in");
    await page.locator("input[type=text], input.input").first().fill("0000-0000-0000");
    await page.getByRole("button", { name: say.next, exact: true }).click();
    await look("wrong code");
    await page.locator("input[type=text], input.input").first().fill(invitation(demo, 1).shortCode);
    await page.getByRole("button", { name: say.next, exact: true }).click();
    await expect(page.locator(".survey-task").first()).toBeVisible();
    await look("tasks");
    await page.locator("button", { has: page.locator(".visually-hidden") }).first().click();
    await look("start");
    await page.getByRole("button", { name: say.next, exact: true }).click();
    let nth = 0;
    while (!(await page.getByRole("heading", { name: say.review, level: 1 }).isVisible())) {
      await chooseOne(page);
      await look(`part ${(nth += 1)}`);
      await page.getByRole("button", { name: say.next, exact: true }).click();
    }
    expect(nth).toBeGreaterThan(2);
    await look("review");
  });
}
