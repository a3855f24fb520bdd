// Where the walk plays: browsers, the program, and what is looked at on every page that it comes by.

import type { Browser, Page } from "@playwright/test";

import { faultsOfPage } from "../harness/page_checks.ts";
import { signIn } from "../harness/sign_in.ts";
import type { Toancanh } from "../harness/toancanh.ts";

export const desktop = { viewport: { width: 1280, height: 800 } };
export const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };

export class Stage {
  /** What was wrong with pages that the walk came by. It does not end the walk: all is told together. */
  readonly faults: string[] = [];

  constructor(
    readonly browser: Browser,
    readonly server: Toancanh,
    private readonly picture: (name: string) => string,
  ) {}

  /** A browser of somebody's own, with nothing in it. */
  async newPage(device: object): Promise<Page> {
    const context = await this.browser.newContext({ locale: "vi-VN", ...device });
    return context.newPage();
  }

  /** Somebody who has signed in with a link. */
  async signIn(as: string, device: object): Promise<Page> {
    const page = await this.newPage(device);
    await signIn(page, this.server, as);
    return page;
  }

  /** What must hold on each page that the walk comes by; a picture is kept beside the result. */
  async look(page: Page, name: string): Promise<void> {
    // Before anything else: pictures and axe leave their traces in the document.
    const html = await page.content();
    await page.screenshot({ path: this.picture(name), fullPage: true });
    this.faults.push(...(await faultsOfPage(page, html, name)));
  }
}
