// Which tests run in which browser. Debian's Chromium is used; Playwright downloads nothing.
//
//   checks/  the harness itself: a check that cannot find a fault would pass everything. Once.
//   pages/   what must hold on each page. On a desktop, on a phone, and without JavaScript (where the
//            survey's own page cannot run).
//   walk/    whole stories through the product; each opens the browsers that it needs. Once.

import { defineConfig, type PlaywrightTestConfig } from "@playwright/test";

const desktop = { viewport: { width: 1280, height: 800 } };
const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };

const config: PlaywrightTestConfig = {
  timeout: 120_000,
  expect: { timeout: 15_000 },
  forbidOnly: process.env.CI !== undefined,
  retries: 0,
  workers: 2,
  reporter: "list",
  outputDir: "test-results",
  use: {
    locale: "vi-VN",
    // A step that cannot be taken fails where it stands, not at the end of the whole test.
    actionTimeout: 30_000,
    navigationTimeout: 30_000,
    timezoneId: "Asia/Ho_Chi_Minh",
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  projects: [
    { name: "checks", testDir: "checks", use: desktop },
    { name: "desktop", testDir: "pages", use: desktop },
    { name: "phone", testDir: "pages", use: phone },
    { name: "plain", testDir: "pages", testIgnore: "survey.spec.ts", use: { ...desktop, javaScriptEnabled: false } },
    { name: "walk", testDir: "walk", use: desktop },
  ],
};

export default defineConfig(config);
