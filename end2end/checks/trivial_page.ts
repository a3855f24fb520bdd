// A server of one page, to hold the checks against.

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** Serves one document on the loopback; gives its address and how to end it. */
export async function serve(html: string): Promise<{ url: string; stop: () => Promise<void> }> {
  const server = createServer((request, response) => {
    if (request.url !== "/") {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(html);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const stop = () => new Promise<void>((resolve, reject) => {
    server.closeAllConnections();
    server.close((error) => (error ? reject(error) : resolve()));
  });
  return { url: `http://127.0.0.1:${port}/`, stop };
}

/** A document around a body, without fault of its own. */
export function around(body: string): string {
  return `<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Toàn Cảnh</title></head><body><main><h1>Toàn Cảnh</h1>${body}</main></body></html>`;
}
