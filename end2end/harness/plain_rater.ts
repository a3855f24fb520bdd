// A rater whose browser runs no script: the same questions as plain forms, opened by the short code.

import { expect, type Page } from "@playwright/test";

import { instrument, type Answers } from "./answers.ts";

export class PlainRater {
  constructor(readonly page: Page) {}

  /** Signs in with the short code of the invitation. */
  async open(origin: string, shortCode: string): Promise<void> {
    await this.page.goto(`${origin}/confidential`);
    await this.page.getByLabel("Mã ngắn").fill(shortCode);
    await this.page.getByRole("button", { name: "Tiếp tục" }).click();
    await expect(this.page.getByRole("heading", { name: "Góp ý về ai" })).toBeVisible();
  }

  /** Answers the whole form about somebody, sends it, and gives the edit code of the receipt. */
  async answer(name: string, answers: Answers): Promise<string> {
    await this.page.getByRole("button", { name: `Bắt đầu trả lời về ${name}` }).click();
    return this.fill(answers);
  }

  /** Fills the form in again with the edit code of a receipt. */
  async change(name: string, editCode: string, answers: Answers): Promise<string> {
    await this.page.getByLabel(`Mã sửa của phần về ${name}`).fill(editCode);
    await this.page.getByRole("button", { name: "Điền lại từ đầu" }).click();
    return this.fill(answers);
  }

  async toTasks(): Promise<void> {
    await this.page.getByRole("link", { name: "Về danh sách" }).click();
  }

  private async fill(answers: Answers): Promise<string> {
    const asked = this.page.locator("#familiarity");
    if ((await asked.count()) > 0) await asked.getByRole("radio").nth(answers.familiarity).check();
    await this.next();
    for (let at = 0; at < instrument.items.length; at += 1) {
      const question = this.page.locator(`#item-${at}`);
      if ((await question.count()) === 0) await this.next();
      const answer = answers.items[at];
      if (answer === "cannot judge") {
        await question.getByRole("radio", { name: instrument.cannot_judge.vi, exact: true }).check();
      } else if (answer !== "blank" && answer !== undefined) {
        await question.getByRole("radio").nth(answer - instrument.scale.min).check();
      }
    }
    await this.next();
    for (const at of answers.strongest) await this.page.locator("#strongest").getByRole("checkbox").nth(at).check();
    await this.page.locator("#improve").getByRole("radio").nth(answers.improveFirst).check();
    await this.next();
    for (const [at, text] of answers.comments.entries()) {
      if (text !== "") await this.page.locator(`#comment-${at}`).fill(text);
    }
    await this.next();
    await this.page.getByRole("button", { name: "Gửi câu trả lời" }).click();
    await expect(this.page.getByRole("heading", { name: "Đã nhận câu trả lời" })).toBeVisible();
    return (await this.page.locator(".code-large").textContent()) ?? "";
  }

  private async next(): Promise<void> {
    await this.page.getByRole("button", { name: "Tiếp tục", exact: true }).click();
  }
}
