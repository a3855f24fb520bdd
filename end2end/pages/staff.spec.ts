// Every page that somebody of the demo ministry can reach by links, found by following them.

import type { Browser, Page } from "@playwright/test";

import { faultsOfPage } from "../harness/page_checks.ts";
import { signIn } from "../harness/sign_in.ts";
import { expect, test } from "../harness/test.ts";
import type { Toancanh } from "../harness/toancanh.ts";

/** Of pages that differ only in whom they are about, this many are looked at. */
const MOST_ALIKE = 3;

/** What is no page, or leads to the same page in other words. */
const NO_PAGE = /\.(json|csv|js)$|^\/language\//;

const roles = [
  { role: "administrator", least: 9 },
  { role: "analyst", least: 5 },
  { role: "leader", least: 3 },
  { role: "employee", least: 2 },
];

for (const { role, least } of roles) {
  for (const lang of ["vi", "en"]) {
    test(`pages of the ${role} in ${lang}`, async ({ browser, page, demo }, info) => {
      test.setTimeout(600_000);
      await signIn(page, demo, await staffCodeOf(browser, demo, role));
      await page.goto(`${demo.origin}/language/${lang}?to=/`);
      const seen = await follow(page, demo.origin, async (path) => {
        const html = await (await page.request.get(demo.origin + path)).text();
        expect(await page.locator("html").getAttribute("lang"), path).toBe(lang);
        const name = `${role} ${lang} ${path.replaceAll("/", " ").replace(/\?.*/, "")}`;
        await page.screenshot({ path: info.outputPath(`${name}.png`), fullPage: true });
        expect.soft(await faultsOfPage(page, html, path)).toEqual([]);
      });
      expect(seen.length, seen.join(" ")).toBeGreaterThanOrEqual(least);
    });
  }
}

/** Opens the start page and whatever its links lead to; gives the paths. */
async function follow(page: Page, origin: string, look: (path: string) => Promise<void>): Promise<string[]> {
  const alike = new Map<string, number>();
  const queue = ["/"];
  const seen: string[] = [];
  while (queue.length > 0) {
    const path = queue.shift()!;
    const kind = kindOf(path);
    const n = alike.get(kind) ?? 0;
    if (seen.includes(path) || n >= MOST_ALIKE) continue;
    alike.set(kind, n + 1);
    const response = await page.goto(origin + path);
    expect(response?.status(), path).toBe(200);
    seen.push(path);
    await look(path);
    const links = await page.locator("a[href]").evaluateAll((all) => all.map((a) => (a as HTMLAnchorElement).href));
    for (const link of links) {
      const { origin: host, pathname, search } = new URL(link);
      if (host === origin && !NO_PAGE.test(pathname)) queue.push(pathname + search);
    }
  }
  return seen;
}

/** Pages of one kind differ in the person they are about, or in the page of a list. */
function kindOf(path: string): string {
  return path
    .replace(/^(\/profiles\/[^/?]+)\/[^/?]+/, "$1/somebody")
    .replace(/\?.*/, "?");
}

/** The demo prints the names of a leader and an employee; the roster tells their staff codes. */
async function staffCodeOf(browser: Browser, demo: Toancanh, role: string): Promise<string> {
  const printed = { leader: /Lãnh đạo: ([^,\n]+),/, employee: /Cán bộ: (.+)/ }[role];
  if (printed === undefined) return role;
  const name = printed.exec(demo.output)?.[1]?.trim();
  expect(name, demo.output).toBeDefined();
  const page = await browser.newPage();
  await signIn(page, demo, "administrator");
  await page.goto(`${demo.origin}/people?search=${encodeURIComponent(name ?? "")}`);
  const code = await page.locator("tbody tr", { hasText: name }).first().locator("td").first().textContent();
  await page.close();
  return code?.trim() ?? "";
}
