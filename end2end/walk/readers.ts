// Who reads a released profile, who does not, and whether its figures are right.

import { expect, type Locator, type Page } from "@playwright/test";

import { instrument } from "../harness/answers.ts";
import { competency, item, merged, type Group, type Place } from "../harness/expected.ts";
import { leader, loneHead, peers, subordinates, superior } from "../harness/ministry.ts";
import { desktop, phone, type Stage } from "./stage.ts";
import { begin, CAMPAIGN, goOn, of, WEIGHTS } from "./story.ts";

export class Readers {
  constructor(private readonly stage: Stage) {}

  async analystReads(): Promise<void> {
    const page = await this.stage.signIn("analyst", desktop);
    await page.goto(`${this.stage.server.origin}/profiles/${CAMPAIGN}`);
    await this.stage.look(page, "profiles");
    await page.getByRole("link", { name: leader.name }).click();
    await this.stage.look(page, "profile");
    await this.figuresAreRight(page);
    const json = await (await page.request.get(`${this.stage.server.origin}/profiles/${CAMPAIGN}/${leader.code}.json`)).text();
    expect(json).toContain('"competencies"');
    expect(json, "no overall figure under development").not.toContain('"overall"');

    await page.goto(`${this.stage.server.origin}/profiles/${CAMPAIGN}/${loneHead.code}`);
    await this.stage.look(page, "profile without staff");
    await expect(page.locator(".card-lead-text", { hasText: "Chưa đủ dữ liệu để gộp" }).first()).toBeVisible();
    await page.context().close();
  }

  async leaderReads(): Promise<void> {
    const page = await this.stage.signIn(leader.code, phone);
    await page.goto(`${this.stage.server.origin}/profiles`);
    await page.getByRole("link", { name: "Lấy ý kiến thử năm 2026" }).click();
    await this.stage.look(page, "profile of oneself");
    await this.figuresAreRight(page);
    const other = await page.request.get(`${this.stage.server.origin}/profiles/${CAMPAIGN}/${loneHead.code}`);
    expect(other.status(), "a leader reads no one else's profile").toBe(404);
    await page.context().close();
  }

  async othersAreRefused(administrator: Page): Promise<void> {
    const employee = await this.stage.signIn(subordinates[0]!.code, desktop);
    for (const path of [`/profiles/${CAMPAIGN}/${leader.code}`, `/profiles/${CAMPAIGN}/${leader.code}.json`]) {
      expect((await employee.request.get(this.stage.server.origin + path)).status(), `${path} for an employee`).toBe(404);
    }
    expect((await employee.request.get(`${this.stage.server.origin}/profiles/${CAMPAIGN}`)).status(), "what one may not see is not there").toBe(404);
    await employee.goto(`${this.stage.server.origin}/profiles/${CAMPAIGN}/${leader.code}`);
    await this.stage.look(employee, "refused");
    await employee.context().close();
    const answer = await administrator.request.get(`${this.stage.server.origin}/profiles/${CAMPAIGN}/${leader.code}`);
    expect(answer.status(), "whoever runs a campaign does not read its results").toBe(404);
  }

  /** Every figure of the tables of items and competencies, of the profile that is open. */
  private async figuresAreRight(page: Page): Promise<void> {
    const groups: Group[] = [
      { kind: "attributed", forms: [of(leader)] },
      { kind: "attributed", forms: [of(superior)] },
      { kind: "group", forms: peers.map(of) },
      { kind: "group", forms: subordinates.map(of) },
    ];
    const weights = [0, WEIGHTS.superior, WEIGHTS.peer, WEIGHTS.subordinate];
    const parts = groups.map((group, at) => ({ group, weight: weights[at] ?? 0 })).slice(1);
    for (const [at, { id, title }] of instrument.competencies.entries()) {
      const card = page.locator(".card", { has: page.getByRole("heading", { name: title.vi, exact: true, level: 2 }) });
      const items = instrument.items.map((one, nth) => ({ ...one, nth })).filter((one) => one.competency === id);
      for (const { short, nth } of items) {
        const row = card.locator("tbody tr", { has: page.getByRole("rowheader", { name: short.vi, exact: true }) });
        for (const [column, group] of groups.entries()) {
          await says(row.locator("td").nth(column), item(group, nth), `${short.vi}, column ${column + 1}`);
        }
      }
      for (const [column, group] of groups.entries()) {
        await says(card.locator("tfoot td").nth(column), competency(group, at), `${title.vi}, column ${column + 1}`);
      }
      const whole = merged(parts, at);
      if (whole === "withheld") throw new Error("the walk has every group");
      await expect(card.locator(".merged-estimate")).toHaveText(whole.estimate);
      await expect(card.locator(".merged-sure")).toContainText(`khoảng tin cậy 95\u00a0%: ${whole.interval}`);
    }
    // All five of his staff wrote what should go on; only three peers wrote what should begin.
    const comments = page.locator(".card", { has: page.getByRole("heading", { name: "Góp ý bằng lời", level: 2 }) });
    for (const at of subordinates.keys()) await expect(comments).toContainText(`${goOn} (${at})`);
    await expect(page.locator("main")).not.toContainText(begin);
  }
}

async function says(cell: Locator, wanted: Place, where: string): Promise<void> {
  if (wanted === "withheld") {
    await expect(cell, where).toContainText("Không hiển thị");
    return;
  }
  await expect(cell.locator(".cell-estimate"), where).toHaveText(wanted.estimate);
  const interval = cell.locator(".cell-interval");
  if (wanted.interval === undefined) await expect(interval, where).toHaveCount(0);
  else await expect(interval, where).toHaveText(wanted.interval);
}
