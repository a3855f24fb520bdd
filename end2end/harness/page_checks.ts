// Everything that must hold on each page, whatever it shows.

import type { Page } from "@playwright/test";

import { fitsItsWindow, hasNoBarriers, targetsAreLarge } from "./accessibility.ts";
import { isValid } from "./validity.ts";

/**
 * Valid HTML, no barriers in light and dark, large targets, room at 320 px and with letters twice as
 * large. Gives everything that is wrong, not the first of it only.
 */
export async function faultsOfPage(page: Page, html: string, name: string): Promise<string[]> {
  const faults: string[] = [];
  const note = async (check: () => Promise<void>): Promise<void> => {
    try {
      await check();
    } catch (error) {
      faults.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  await note(() => isValid(html, name));
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await note(() => hasNoBarriers(page));
  }
  await page.emulateMedia({ colorScheme: "light" });
  await note(() => targetsAreLarge(page));
  await note(() => lettersMayDouble(page));
  const size = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 640 });
  await note(() => fitsItsWindow(page));
  if (size !== null) await page.setViewportSize(size);
  return faults;
}

/** WCAG 1.4.4: text resized to 200 % loses nothing at the side of the window. */
async function lettersMayDouble(page: Page): Promise<void> {
  await page.evaluate(() => (document.documentElement.style.fontSize = "200%"));
  try {
    await fitsItsWindow(page);
  } finally {
    await page.evaluate(() => document.documentElement.removeAttribute("style"));
  }
}
