// The harness itself: each check passes a good page and finds the fault in a bad one.

import { expect, test, type Page } from "@playwright/test";

import { fitsItsWindow, hasNoBarriers, targetsAreLarge } from "../harness/accessibility.ts";
import { faultsOf } from "../harness/validity.ts";
import { weigh } from "../harness/weight.ts";
import { around, serve } from "./trivial_page.ts";

const good = around("<p>Cảm ơn anh/chị đã trả lời.</p>");

async function open(page: Page, html: string): Promise<string> {
  const { url, stop } = await serve(html);
  await page.goto(url);
  await stop();
  return url;
}

test("axe passes a page without barriers", async ({ page }) => {
  await open(page, good);
  await hasNoBarriers(page);
});

test("axe finds an image without words", async ({ page }) => {
  await open(page, around('<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">'));
  await expect(hasNoBarriers(page)).rejects.toThrow("image-alt");
});

test("axe finds text under 7:1", async ({ page }) => {
  await open(page, around('<p style="color:#666;background:#fff">Cảm ơn</p>'));
  await expect(hasNoBarriers(page)).rejects.toThrow("color-contrast-enhanced");
});

test("axe looks at pages without script too", async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  const { url, stop } = await serve(around("<p><b>Cảm ơn</b></p>"));
  await page.goto(url);
  await hasNoBarriers(page);
  await stop();
  const bad = await serve(around('<p style="color:#666;background:#fff">Cảm ơn</p>'));
  await page.goto(bad.url);
  await expect(hasNoBarriers(page)).rejects.toThrow("color-contrast-enhanced");
  await bad.stop();
  await context.close();
});

test("a page wider than the window is found", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await open(page, good);
  await fitsItsWindow(page);
  await open(page, around('<p style="width:500px">Cảm ơn</p>'));
  await expect(fitsItsWindow(page)).rejects.toThrow("wider than the window");
});

test("a small target is found, and a label counts for its field", async ({ page }) => {
  const large = 'style="display:inline-block;min-width:48px;min-height:48px"';
  await open(page, around(`<label ${large}><input type="checkbox"> Có</label>`));
  await targetsAreLarge(page);
  await open(page, around('<button style="height:20px">Gửi</button>'));
  await expect(targetsAreLarge(page)).rejects.toThrow("Gửi");
});

test("invalid HTML is found where it stands", async () => {
  expect(await faultsOf(good)).toEqual([]);
  expect(await faultsOf(around("<p><div>khối trong đoạn</div></p>"))).not.toEqual([]);
  expect(await faultsOf(around('<p id="a">một</p><p id="a">hai</p>'))).not.toEqual([]);
  expect(await faultsOf(around("<button>Gửi<a href='/'>về</a></button>"))).not.toEqual([]);
});

test("a page is weighed with all that it loads", async ({ page }) => {
  const { url, stop } = await serve(around('<img src="/none.png" alt="không có">'));
  const { requests, bytes, urls } = await weigh(page, url);
  await stop();
  expect(urls).toContain(`${url}none.png`);
  expect(requests).toBeGreaterThanOrEqual(2);
  expect(bytes).toBeGreaterThan(300);
});
