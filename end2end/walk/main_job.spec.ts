// The main job from one end to the other, on a ministry that does not exist: an administrator brings
// people and opens a campaign, twelve people answer, the campaign closes, and an analyst and the
// leader read a profile whose figures are computed here a second time from the same answers.

import { expect, test } from "@playwright/test";

import { Toancanh } from "../harness/toancanh.ts";
import { Administrator } from "./administrator.ts";
import { Raters } from "./raters.ts";
import { Readers } from "./readers.ts";
import { desktop, Stage } from "./stage.ts";

test("one ministry, one campaign, one profile", async ({ browser }, info) => {
  test.setTimeout(900_000);
  const server = await Toancanh.start("serve");
  try {
    const stage = new Stage(browser, server, (name) => info.outputPath(`${name}.png`));
    const administrator = new Administrator(stage, await stage.newPage(desktop));
    await administrator.setUp();
    await administrator.bringPeople();
    const raters = new Raters(stage, await administrator.openCampaign());
    await raters.everybodyAnswers();
    await administrator.close();
    await raters.lateIsTold();
    await administrator.release();
    const readers = new Readers(stage);
    await readers.analystReads();
    await readers.leaderReads();
    await readers.othersAreRefused(administrator.page);
    expect(stage.faults, "pages on the way").toEqual([]);
    expect(server.output, "nothing about who answered stands in the log").not.toMatch(/TN-\d\d/);
  } finally {
    await server.stop();
  }
});
