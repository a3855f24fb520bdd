// The twelve who answer: on phones and desktops, three without script, one in English, one who comes
// back after closing the tab, two who change their minds.

import { expect } from "@playwright/test";

import { answers } from "../harness/answers.ts";
import type { Invitation } from "../harness/invitations.ts";
import { islandsAreInTheBundle } from "../harness/islands.ts";
import { leader, loneHead, peers, subordinates, superior, type Person } from "../harness/ministry.ts";
import { PlainRater } from "../harness/plain_rater.ts";
import { Rater } from "../harness/rater.ts";
import { desktop, phone, type Stage } from "./stage.ts";
import { aboutLoneHead, of } from "./story.ts";

export class Raters {
  constructor(
    private readonly stage: Stage,
    private readonly invitations: Map<string, Invitation>,
  ) {}

  async everybodyAnswers(): Promise<void> {
    const [first, second, third, fourth, fifth] = subordinates as [Person, Person, Person, Person, Person];
    await this.onItsPage(superior, desktop, "vi");
    await this.onItsPage(leader, desktop, "vi");
    // The first peer is the other subject; the second reads English; the third closes the tab half way.
    await this.onItsPage(peers[0]!, phone, "vi");
    await this.onItsPage(peers[1]!, desktop, "en");
    await this.resumes(peers[2]!);
    await this.onItsPage(peers[3]!, phone, "vi");
    await this.onItsPage(peers[4]!, phone, "vi");
    await this.changesHisMind(first);
    await this.onItsPage(second, phone, "vi");
    await this.withoutScript(third, desktop);
    await this.withoutScript(fourth, phone);
    await this.withoutScriptTwice(fifth);
  }

  /** Whoever opens the link after the close is told so. */
  async lateIsTold(who: Person = peers[3]!): Promise<void> {
    const page = await this.stage.newPage(phone);
    await page.goto(this.invitation(who).link);
    await expect(page.getByRole("heading", { name: "Kỳ lấy ý kiến đã đóng" })).toBeVisible();
    await this.stage.look(page, "survey closed");
    await page.context().close();
  }

  private async onItsPage(who: Person, device: object, lang: "vi" | "en"): Promise<void> {
    const page = await this.stage.newPage(device);
    if (lang === "en") await page.goto(`${this.stage.server.origin}/language/en?to=/privacy`);
    const rater = new Rater(page, lang);
    await rater.open(this.invitation(who).link);
    expect(page.url(), "the code is gone from the address").not.toContain("#");
    if (who === superior) {
      await islandsAreInTheBundle(page);
      await this.stage.look(page, "survey tasks");
    }
    await rater.answer(leader.name, of(who));
    await rater.toTasks();
    if (this.ratesLoneHead(who)) {
      await rater.answer(loneHead.name, aboutLoneHead(who));
      await rater.toTasks();
    }
    await page.context().close();
  }

  /** Answers half, closes the tab, opens the link again in the same browser, and goes on. */
  private async resumes(who: Person): Promise<void> {
    const page = await this.stage.newPage(phone);
    const rater = new Rater(page);
    await rater.open(this.invitation(who).link);
    await rater.begin(leader.name);
    await this.stage.look(page, "survey start");
    await rater.familiarity(of(who));
    await this.stage.look(page, "survey section");
    await rater.items(of(who), 10);
    await page.close();

    const again = new Rater(await page.context().newPage());
    await again.open(this.invitation(who).link);
    await expect(again.task(leader.name)).toContainText("Đang làm");
    await again.begin(leader.name, "resume");
    await again.items(of(who));
    await again.finish(of(who));
    await this.stage.look(again.page, "survey receipt");
    await again.toTasks();
    await again.answer(loneHead.name, aboutLoneHead(who));
    // What is kept on this machine goes, and the answers are still counted.
    await again.page.getByRole("button", { name: "Xóa khỏi máy này" }).click();
    await this.stage.look(again.page, "survey erase");
    await again.page.getByRole("button", { name: "Xóa khỏi máy này" }).click();
    await expect(again.page.getByRole("heading", { name: "Đã xóa khỏi máy này" })).toBeVisible();
    await page.context().close();
  }

  /** Sends other answers first; the later ones replace them. */
  private async changesHisMind(who: Person): Promise<void> {
    const page = await this.stage.newPage(desktop);
    const rater = new Rater(page);
    await rater.open(this.invitation(who).link);
    await rater.answer(leader.name, answers(99));
    await rater.toTasks();
    await rater.answer(leader.name, of(who), "change");
    await page.context().close();
  }

  private async withoutScript(who: Person, device: object): Promise<void> {
    const page = await this.stage.newPage({ ...device, javaScriptEnabled: false });
    const rater = new PlainRater(page);
    await rater.open(this.stage.server.origin, this.invitation(who).shortCode);
    await this.stage.look(page, `plain tasks ${who.code}`);
    await rater.answer(leader.name, of(who));
    await this.stage.look(page, `plain receipt ${who.code}`);
    await page.context().close();
  }

  /** Sends, and replaces it with the edit code. Then the browser page says that it was the other way. */
  private async withoutScriptTwice(who: Person): Promise<void> {
    const page = await this.stage.newPage({ ...phone, javaScriptEnabled: false });
    const rater = new PlainRater(page);
    await rater.open(this.stage.server.origin, this.invitation(who).shortCode);
    const editCode = await rater.answer(leader.name, answers(99));
    await rater.toTasks();
    await rater.change(leader.name, editCode, of(who));
    await page.context().close();

    const other = new Rater(await this.stage.newPage(desktop));
    await other.open(this.invitation(who).link);
    await expect(other.task(leader.name)).toContainText("Phần này đã trả lời bằng biểu mẫu đơn giản.");
    await other.page.context().close();
  }

  private ratesLoneHead(who: Person): boolean {
    return who === superior || who === leader || peers.includes(who);
  }

  private invitation(who: Person): Invitation {
    const found = this.invitations.get(who.code);
    if (found === undefined) throw new Error(`no invitation for ${who.name}`);
    return found;
  }
}
