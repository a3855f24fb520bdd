// Everything that must hold on each page, whatever it shows.

import type { Page } from "@playwright/test";

import { fitsItsWindow, hasNoBarriers, targetsAreLarge } from "./accessibility.ts";
import { isValid } from "./validity.ts";

/** Valid HTML, no barriers in light and dark, large targets, room at 320 px and with letters twice as large. */
export async function holdsUp(page: Page, html: string, name: string): Promise<void> {
  await isValid(html, name);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await hasNoBarriers(page);
  }
  await page.emulateMedia({ colorScheme: "light" });
  await targetsAreLarge(page);
  await lettersMayDouble(page);
  const size = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 640 });
  await fitsItsWindow(page);
  if (size !== null) await page.setViewportSize(size);
}

/** WCAG 1.4.4: text resized to 200 % loses nothing at the side of the window. */
async function lettersMayDouble(page: Page): Promise<void> {
  await page.evaluate(() => (document.documentElement.style.fontSize = "200%"));
  await fitsItsWindow(page);
  await page.evaluate(() => document.documentElement.removeAttribute("style"));
}
