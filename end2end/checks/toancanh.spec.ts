// The program under the harness: it starts in an empty folder, prints its links, and ends well.

import { expect, test } from "@playwright/test";

import { Toancanh } from "../harness/toancanh.ts";

test("the first start prints a set-up link, and other commands see the same vaults", async () => {
  const server = await Toancanh.start("serve");
  const [first] = server.links.filter((link) => link.startsWith(server.origin) && link.includes("#"));
  expect(first, server.output).toBeDefined();
  expect(new URL(await server.link("administrator")).origin).toBe(server.origin);
  await expect(server.link("no-such-person")).rejects.toThrow("gave no link");
  await server.stop();
});
