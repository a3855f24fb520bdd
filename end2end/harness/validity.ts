// Whether HTML is valid, as the server sent it.

import { expect } from "@playwright/test";
import { HtmlValidate } from "html-validate";

const validator = new HtmlValidate({
  root: true,
  extends: ["html-validate:standard"],
  elements: ["html5"],
  rules: {
    // Validity, not taste: how a page is indented or quoted is the renderer's business.
    "attr-quotes": "off",
    "no-trailing-whitespace": "off",
    "no-inline-style": "error",
    "long-title": "off",
    "doctype-style": "off",
    "void-style": "off",
    "attribute-boolean-style": "off",
    "attribute-empty-style": "off",
    "valid-id": ["error", { relaxed: true }],
    "no-dup-id": "error",
    "wcag/h30": "error",
    "wcag/h32": "error",
    "wcag/h63": "error",
  },
});

/** Every fault, with its line and column. */
export async function faultsOf(html: string): Promise<string[]> {
  const report = await validator.validateString(html);
  return report.results.flatMap((result) =>
    result.messages.map((fault) => `${fault.line}:${fault.column} ${fault.ruleId}: ${fault.message}`),
  );
}

/** Fails with each fault and its place. */
export async function isValid(html: string, url: string): Promise<void> {
  expect(await faultsOf(html), `HTML of ${url}`).toEqual([]);
}
