// The pages that anyone may open, in both languages: no barriers, valid HTML, light and dark, and
// room on a narrow window.

import { fitsItsWindow, hasNoBarriers, targetsAreLarge } from "../harness/accessibility.ts";
import { expect, test } from "../harness/test.ts";
import { isValid } from "../harness/validity.ts";

const paths = ["/", "/signin", "/method", "/privacy", "/there-is-no-such-page"];

for (const lang of ["vi", "en"]) {
  for (const path of paths) {
    test(`${path} in ${lang}`, async ({ page, server }) => {
      await page.goto(`${server.origin}/language/${lang}?to=${encodeURIComponent(path)}`);
      expect(new URL(page.url()).pathname).toBe(path);
      expect(await page.locator("html").getAttribute("lang")).toBe(lang);
      const html = await (await page.request.get(server.origin + path)).text();
      await isValid(html, path);
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        await hasNoBarriers(page);
      }
      await targetsAreLarge(page);
      await page.setViewportSize({ width: 320, height: 640 });
      await fitsItsWindow(page);
    });
  }
}
