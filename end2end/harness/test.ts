// Tests that share one running program: `server` is started once per worker and ended after it.

import { test as base } from "@playwright/test";

import { Toancanh } from "./toancanh.ts";

export const test = base.extend<object, { server: Toancanh }>({
  server: [
    async ({}, use) => {
      const server = await Toancanh.start("serve");
      await use(server);
      await server.stop();
    },
    { scope: "worker", timeout: 180_000 },
  ],
});

export { expect } from "@playwright/test";
