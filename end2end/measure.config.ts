// Measuring instead of testing: the same browser, one page at a time.

import config from "./playwright.config.ts";

export default { ...config, workers: 1, projects: [{ name: "measure", testDir: "measure" }] };
