// Barriers that axe finds, and those of our own rules that axe does not know.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

import { expect, type Browser, type Page } from "@playwright/test";
import type { AxeResults } from "axe-core";

const axeFile = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
let axeSource: string | undefined;

/**
 * Fails with rule and place if axe finds anything, best practices and the 7:1 contrast included.
 * The page's policy forbids foreign scripts, so axe comes in over the debugging protocol.
 */
export async function hasNoBarriers(page: Page): Promise<void> {
  if (await page.evaluate(() => matchMedia("(scripting: none)").matches)) {
    return hasNoBarriersWithoutScript(page);
  }
  axeSource ??= await readFile(axeFile, "utf8");
  await page.evaluate(axeSource);
  const found = await page.evaluate(async () => {
    const axe = (window as unknown as { axe: typeof import("axe-core") }).axe;
    const results: AxeResults = await axe.run(document, {
      resultTypes: ["violations"],
      rules: { "color-contrast-enhanced": { enabled: true } },
    });
    return results.violations.map(({ id, help, nodes }) => ({
      id,
      help,
      places: nodes.map((node) => `${node.target.join(" ")}: ${node.failureSummary ?? ""}`),
    }));
  });
  expect(found, `axe on ${page.url()}`).toEqual([]);
}

/** axe needs timers, which a page without script does not have: it looks at a copy of the page. */
async function hasNoBarriersWithoutScript(page: Page): Promise<void> {
  const browser = page.context().browser() as Browser;
  const context = await browser.newContext({
    // Said aloud, since a new context takes over what the project sets.
    javaScriptEnabled: true,
    viewport: page.viewportSize(),
    colorScheme: await page.evaluate(() =>
      matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light",
    ),
  });
  try {
    const copy = await context.newPage();
    const body = await page.content();
    await copy.route(page.url(), (route) => route.fulfill({ body, contentType: "text/html; charset=utf-8" }));
    await copy.goto(page.url());
    await hasNoBarriers(copy);
  } finally {
    await context.close();
  }
}

/** Fails if the page is wider than the window, which would scroll sideways. */
export async function fitsItsWindow(page: Page): Promise<void> {
  const wider = await page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    return [...document.body.querySelectorAll("*")]
      .filter((element) => element.getBoundingClientRect().right > width + 1)
      .map((element) => `${element.tagName.toLowerCase()}.${element.className}`);
  });
  expect(wider, `wider than the window on ${page.url()}`).toEqual([]);
}

/** Fails if something to press is smaller than 48 × 48 px. Links inside a sentence are exempt. */
export async function targetsAreLarge(page: Page): Promise<void> {
  const small = await page.evaluate(() => {
    const least = 48;
    const pressed = "button, select, summary, input:not([type=hidden]), textarea, a[href]";
    const found: string[] = [];
    for (const element of document.querySelectorAll<HTMLElement>(pressed)) {
      if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
      if (element.tagName === "A" && getComputedStyle(element).display === "inline") continue;
      // A label takes the press for its field.
      const labels = [...((element as HTMLInputElement).labels ?? [])];
      const large = [element, ...labels].some((part) => {
        const { width, height } = part.getBoundingClientRect();
        return width >= least - 0.5 && height >= least - 0.5;
      });
      if (!large) {
        const { width, height } = element.getBoundingClientRect();
        const name = element.textContent?.trim() || element.getAttribute("name") || element.id;
        found.push(`${element.tagName.toLowerCase()} "${name}" ${width} × ${height}`);
      }
    }
    return found;
  });
  expect(small, `targets under 48 px on ${page.url()}`).toEqual([]);
}
