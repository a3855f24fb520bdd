// Islands must find their functions in the bundle: server and client that were compiled apart would
// fail silently, and the page would stay lifeless.

import { expect, type Page } from "@playwright/test";

/** Fails if an island of the page has no function of its name in the bundle it loads. */
export async function islandsAreInTheBundle(page: Page): Promise<void> {
  const ids = await page
    .locator("leptos-island")
    .evaluateAll((islands) => islands.map((island) => (island as HTMLElement).dataset.component));
  expect(ids.length, `islands on ${page.url()}`).toBeGreaterThan(0);
  const loader = await page.locator('script[type="module"][src*="/pkg/"]').first().getAttribute("src");
  expect(loader, `the bundle's script on ${page.url()}`).not.toBeNull();
  const bindings = new URL("client.js", new URL(loader ?? "", page.url())).href;
  const source = await (await page.request.get(bindings)).text();
  const missing = ids.filter((id) => id === undefined || !source.includes(id));
  expect(missing, `islands of ${page.url()} that ${bindings} does not export`).toEqual([]);
}
