// What a page costs its reader: bytes over the wire and requests.

import type { Page } from "@playwright/test";

/** Sums over all requests of one visit. */
export type Weight = {
  requests: number;
  /** Bytes as transferred: compressed bodies and headers. */
  bytes: number;
  urls: string[];
};

/** Visits a page with an empty cache, waits until it is quiet, and weighs what came. */
export async function weigh(page: Page, url: string): Promise<Weight> {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.setCacheDisabled", { cacheDisabled: true });
  const weight: Weight = { requests: 0, bytes: 0, urls: [] };
  session.on("Network.responseReceived", (event) => {
    weight.requests += 1;
    weight.urls.push(event.response.url);
  });
  session.on("Network.loadingFinished", (event) => {
    weight.bytes += event.encodedDataLength;
  });
  await page.goto(url, { waitUntil: "networkidle" });
  await session.detach();
  return weight;
}
