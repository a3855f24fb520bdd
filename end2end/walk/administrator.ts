// The administrator of the walk: set-up, people, the campaign from draft to release.

import { readFile } from "node:fs/promises";

import { expect, type Page } from "@playwright/test";

import { instrument } from "../harness/answers.ts";
import { readInvitations, type Invitation } from "../harness/invitations.ts";
import { everybody, leader, loneHead, peopleFile } from "../harness/ministry.ts";
import { desktop, type Stage } from "./stage.ts";
import { CAMPAIGN, WEIGHTS } from "./story.ts";

export class Administrator {
  constructor(
    private readonly stage: Stage,
    readonly page: Page,
  ) {}

  /** The set-up link signs in; the organisation gets its name. */
  async setUp(): Promise<void> {
    const { page } = this;
    const link = this.stage.server.links.find((link) => link.includes("/signin#"));
    await page.goto(link ?? "");
    await page.waitForURL(`${this.stage.server.origin}/setup`);
    await this.stage.look(page, "set-up");
    await page.getByLabel("Tên cơ quan, đơn vị").fill("Bộ Thử nghiệm");
    await page.getByLabel("Tên hiển thị của anh/chị").fill("Quản trị thử");
    await page.getByRole("button", { name: "Lưu" }).click();
    await page.waitForURL(`${this.stage.server.origin}/`);
    await this.stage.look(page, "start");
  }

  async bringPeople(): Promise<void> {
    const { page } = this;
    await page.goto(`${this.stage.server.origin}/people/import`);
    await this.stage.look(page, "people import");
    const buffer = Buffer.from(peopleFile(), "utf8");
    await page.locator("input[name=people]").setInputFiles({ name: "can-bo.csv", mimeType: "text/csv", buffer });
    await page.getByRole("button", { name: "Đọc thử, chưa ghi gì" }).click();
    await expect(page.getByText("Tệp không có chỗ sai.")).toBeVisible();
    await this.stage.look(page, "people dry run");
    await page.getByRole("button", { name: "Áp dụng các thay đổi này" }).click();
    await expect(page.getByText(`Đã áp dụng: thêm ${everybody.length}, thay đổi 0, rời danh sách 0.`)).toBeVisible();
    await expect(page.getByText(leader.name)).toBeVisible();
    await this.stage.look(page, "people");
  }

  /** Drafts, freezes and opens the campaign; gives the one list of invitations. */
  async openCampaign(): Promise<Map<string, Invitation>> {
    const { page } = this;
    await page.goto(`${this.stage.server.origin}/campaigns/new`);
    for (const relation of ["superior", "peer", "subordinate"]) {
      await expect(page.locator(`[name=weight_${relation}]`), "weights are asked, never prefilled").toHaveValue("");
    }
    await this.stage.look(page, "campaign form");
    await page.locator("[name=code]").fill(CAMPAIGN);
    await page.locator("[name=title_vi]").fill("Lấy ý kiến thử năm 2026");
    await page.locator("[name=title_en]").fill("Trial campaign 2026");
    await page.locator("[name=purpose][value=development]").check();
    await page.locator(`[name=instrument][value="${instrument.id}"]`).check();
    await page.locator("[name=subjects][value=people]").check();
    await page.locator("textarea[name=people]").fill(`${leader.code} ${loneHead.code}`);
    await page.locator("[name=weight_superior]").fill(String(WEIGHTS.superior * 100));
    await page.locator("[name=weight_peer]").fill(String(WEIGHTS.peer * 100));
    await page.locator("[name=weight_subordinate]").fill(String(WEIGHTS.subordinate * 100));
    await page.locator("[name=k]").fill("5");
    await page.locator("[name=merge][value=others]").check();
    await page.locator("[name=closes_on]").fill(inDays(14));
    await page.locator("[name=expected_response]").fill("80");
    await page.getByRole("button", { name: "Lưu bản nháp" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toContainText("Lấy ý kiến thử năm 2026");
    await this.stage.look(page, "campaign draft");
    await page.getByRole("link", { name: "Xem trước và mở kỳ" }).first().click();
    await this.stage.look(page, "campaign opening");
    await page.getByRole("button", { name: "Chốt phương án và mở kỳ" }).click();
    await page.waitForURL(/\/invitations$/);
    await this.stage.look(page, "invitations");

    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.locator("button[name=form][value=csv]").click(),
    ]);
    const invitations = readInvitations(await readFile(await download.path()));
    expect([...invitations.keys()].sort()).toEqual(everybody.map(({ code }) => code).sort());
    const [sheet] = await Promise.all([
      page.waitForEvent("popup"),
      page.locator("button[name=form][value=sheet]").click(),
    ]);
    await expect(sheet.getByText(invitations.get(leader.code)?.shortCode ?? "")).toBeVisible();
    await this.stage.look(sheet, "print sheet");
    await sheet.close();
    const frozen = await page.request.get(`${this.stage.server.origin}/campaigns/${CAMPAIGN}/edit`);
    expect(frozen.status(), "an open campaign cannot be edited").toBe(409);
    return invitations;
  }

  /** Looks at what may be seen while it runs, and closes it. */
  async close(): Promise<void> {
    const { page } = this;
    await page.goto(`${this.stage.server.origin}/campaigns/${CAMPAIGN}`);
    // Nineteen assignments are answered; of what arrived only tens are told.
    await expect(page.locator("#progress").locator("xpath=..")).toContainText("20");
    await this.stage.look(page, "campaign open");
    const analyst = await this.stage.signIn("analyst", desktop);
    const early = await analyst.request.get(`${this.stage.server.origin}/profiles/${CAMPAIGN}/${leader.code}`);
    expect(early.status(), "nobody sees a result while it runs").toBe(404);
    await analyst.context().close();
    await page.getByRole("link", { name: "Đóng kỳ" }).click();
    await this.stage.look(page, "campaign closing");
    await page.getByRole("button", { name: "Đóng kỳ và kiểm phiếu" }).click();
    await expect(page.getByRole("link", { name: "Trả kết quả" })).toBeVisible();
    await this.stage.look(page, "campaign closed");
  }

  async release(): Promise<void> {
    const { page } = this;
    await page.getByRole("link", { name: "Trả kết quả" }).click();
    await page.getByRole("button", { name: "Trả kết quả" }).click();
    await expect(page.getByText("Đã trả kết quả")).toBeVisible();
  }
}

/** A day from today as a date field takes it. */
function inDays(days: number): string {
  const day = new Date(Date.now() + days * 86_400_000);
  return day.toISOString().slice(0, 10);
}
