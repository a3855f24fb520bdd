// Brings the islands of a page to life: loads the client, then calls, for each island in the page,
// the export that the server named in its data-component. Where this fails, the page stays as the
// server sent it, and that page says what else to do.
import init, * as client from "./client.js";

await init({ module_or_path: new URL("./client_bg.wasm", import.meta.url) });
for (const island of document.querySelectorAll("leptos-island")) {
  client[island.dataset.component](island);
}
