// A rater in the page of his invitation, who reads and chooses as a person does: by the words on
// the page.

import { expect, type Locator, type Page } from "@playwright/test";

import { instrument, type Answers } from "./answers.ts";

const words = {
  vi: {
    start: "Bắt đầu",
    resume: "Làm tiếp",
    change: "Sửa câu trả lời",
    about: "về",
    begin: "Bắt đầu trả lời",
    next: "Tiếp tục",
    send: "Gửi câu trả lời",
    received: "Đã nhận câu trả lời",
    toTasks: "Về danh sách",
    review: "Xem lại trước khi gửi",
  },
  en: {
    start: "Start",
    resume: "Go on",
    change: "Change the answer",
    about: "about",
    begin: "Begin",
    next: "Continue",
    send: "Send my answers",
    received: "Your answers have arrived",
    toTasks: "To the list",
    review: "Review before sending",
  },
} as const;

export class Rater {
  private readonly words: (typeof words)[keyof typeof words];

  constructor(
    readonly page: Page,
    private readonly lang: "vi" | "en" = "vi",
  ) {
    this.words = words[lang];
  }

  /** Opens the link of the invitation. */
  async open(link: string): Promise<void> {
    await this.page.goto(link);
    await expect(this.page.locator(".survey-tasks .survey-task").first()).toBeVisible();
  }

  /** The card of somebody on the task list. */
  task(name: string): Locator {
    return this.page.locator(".survey-task", { has: this.page.getByRole("heading", { name, exact: true }) });
  }

  /** Answers the whole form about somebody and sends it. */
  async answer(name: string, answers: Answers, first: "start" | "change" = "start"): Promise<void> {
    await this.begin(name, first);
    await this.familiarity(answers);
    await this.items(answers);
    await this.finish(answers);
  }

  /** From the task list to the first page of the form. */
  async begin(name: string, how: "start" | "resume" | "change" = "start"): Promise<void> {
    const label = `${this.words[how]} ${this.words.about} ${name}`;
    await this.page.getByRole("button", { name: label, exact: true }).click();
  }

  /** The page before the first question. */
  async familiarity(answers: Answers): Promise<void> {
    const asked = this.page.locator("#familiarity");
    await expect(this.page.getByRole("button", { name: this.words.begin, exact: true })).toBeVisible();
    if ((await asked.count()) > 0) await asked.getByRole("radio").nth(answers.familiarity).check();
    await this.page.getByRole("button", { name: this.words.begin, exact: true }).click();
  }

  /** The sections of items, from the one that is shown to the last before `end`. */
  async items(answers: Answers, end: number = instrument.items.length): Promise<void> {
    let at = await this.firstItem();
    while (at < end) {
      for (const question of await this.questions().all()) {
        const answer = answers.items[at];
        if (answer === "cannot judge") {
          await question.getByRole("radio", { name: instrument.cannot_judge[this.lang], exact: true }).check();
        } else if (answer !== "blank" && answer !== undefined) {
          await question.getByRole("radio").nth(answer - instrument.scale.min).check();
        }
        at += 1;
      }
      await this.next();
    }
  }

  /** Choices, comments, review, receipt. */
  async finish(answers: Answers): Promise<void> {
    for (const at of answers.strongest) await this.page.locator("#strongest").getByRole("checkbox").nth(at).check();
    await this.page.locator("#improve-first").getByRole("radio").nth(answers.improveFirst).check();
    await this.next();
    for (const [at, prompt] of instrument.prompts.entries()) {
      const text = answers.comments[at] ?? "";
      if (text !== "") await this.page.locator(`#prompt-${prompt.id}`).fill(text);
    }
    await this.next();
    await expect(this.page.getByRole("heading", { name: this.words.review })).toBeVisible();
    await this.send();
  }

  async send(): Promise<void> {
    await this.page.getByRole("button", { name: this.words.send, exact: true }).click();
    await expect(this.page.getByRole("heading", { name: this.words.received })).toBeVisible();
  }

  async toTasks(): Promise<void> {
    await this.page.getByRole("button", { name: this.words.toTasks, exact: true }).click();
    await expect(this.page.locator(".survey-task").first()).toBeVisible();
  }

  /** "Tiếp tục", and the page that it leads to. */
  private async next(): Promise<void> {
    const title = await this.page.locator("h1").textContent();
    await this.page.getByRole("button", { name: this.words.next, exact: true }).click();
    await expect(this.page.locator("h1")).not.toHaveText(title ?? "");
  }

  /** The items on the page; the question of the page before has no number. */
  private questions(): Locator {
    return this.page.locator("fieldset[id^=item-]");
  }

  /** The number of the first item on the page, once it is there. */
  private async firstItem(): Promise<number> {
    const id = await this.questions().first().getAttribute("id");
    return Number(id?.replace("item-", ""));
  }
}
