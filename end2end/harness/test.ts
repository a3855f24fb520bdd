// Tests that share one running program: `server` is empty, `demo` holds the made-up ministry. Each is
// started once per worker, when the first test asks for it, and ended after the last.

import { test as base } from "@playwright/test";

import { Toancanh } from "./toancanh.ts";

export const test = base.extend<object, { server: Toancanh; demo: Toancanh }>({
  server: [
    async ({}, use) => {
      const server = await Toancanh.start("serve");
      await use(server);
      await server.stop();
    },
    { scope: "worker", timeout: 180_000 },
  ],
  demo: [
    async ({}, use) => {
      const demo = await Toancanh.start("demo");
      await use(demo);
      await demo.stop();
    },
    { scope: "worker", timeout: 180_000 },
  ],
});

export { expect } from "@playwright/test";
