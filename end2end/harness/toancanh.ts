// Starts the real program on a free loopback port, with a data folder of its own, and ends it again.
//
// The program is the one that the variable TOANCANH names; `cargo xtask test` sets it.

import { spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const START_MS = 120_000;
const STOP_MS = 30_000;

/** What a command wrote, and how it ended. */
export type Outcome = { code: number | null; stdout: string; stderr: string };

export class Toancanh {
  private constructor(
    readonly origin: string,
    /** Holds both vaults; removed at the end. */
    readonly folder: string,
    private readonly child: ChildProcess,
    private readonly said: string[],
  ) {}

  /** Starts `serve` or `demo` in an empty folder and waits until it is ready. */
  static async start(command: "serve" | "demo", more: string[] = []): Promise<Toancanh> {
    const folder = await mkdtemp(join(tmpdir(), "toancanh-"));
    const address = `127.0.0.1:${await freePort()}`;
    const child = spawn(program(), [command, ...more], {
      cwd: folder,
      env: environment(folder, address),
      stdio: ["ignore", "pipe", "pipe"],
    });
    const said: string[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => said.push(text));
    }
    const server = new Toancanh(`http://${address}`, folder, child, said);
    try {
      await server.becomesReady();
    } catch (error) {
      await server.stop().catch(() => undefined);
      throw error;
    }
    return server;
  }

  /** All that it has printed so far. */
  get output(): string {
    return this.said.join("");
  }

  /** The addresses it has printed, in order: set-up link, sign-in links. */
  get links(): string[] {
    return linksIn(this.output);
  }

  /** Runs another command of the program on the same vaults. */
  async run(...parts: string[]): Promise<Outcome> {
    const child = spawn(program(), parts, {
      cwd: this.folder,
      env: environment(this.folder, new URL(this.origin).host),
      stdio: ["ignore", "pipe", "pipe"],
    });
    const outcome: Outcome = { code: null, stdout: "", stderr: "" };
    child.stdout.setEncoding("utf8").on("data", (text: string) => (outcome.stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (outcome.stderr += text));
    outcome.code = await new Promise((resolve, reject) => {
      child.on("error", reject);
      child.on("close", resolve);
    });
    return outcome;
  }

  /** A one-time sign-in link, by role or staff code. */
  async link(as: string): Promise<string> {
    const { code, stdout, stderr } = await this.run("link", "--as", as);
    const link = linksIn(stdout)[0];
    if (code !== 0 || link === undefined) {
      throw new Error(`link --as ${as} gave no link (${code}): ${stdout}${stderr}`);
    }
    return link;
  }

  /** Asks it to end, as an operator would, and fails if it does not end well. */
  async stop(): Promise<void> {
    const { child } = this;
    if (child.exitCode === null && child.signalCode === null) {
      const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
      child.kill("SIGTERM");
      const late = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
      await ended;
      clearTimeout(late);
    }
    await rm(this.folder, { recursive: true, force: true });
    if (child.exitCode !== 0) {
      throw new Error(`it ended with ${child.exitCode ?? child.signalCode}:\n${this.output}`);
    }
  }

  private async becomesReady(): Promise<void> {
    const deadline = Date.now() + START_MS;
    while (Date.now() < deadline) {
      if (this.child.exitCode !== null) throw new Error(`it did not start:\n${this.output}`);
      try {
        if ((await fetch(`${this.origin}/readyz`)).ok) return;
      } catch {
        // Not listening yet.
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`it was not ready after ${START_MS / 1000} s:\n${this.output}`);
  }
}

function program(): string {
  const path = process.env.TOANCANH;
  if (path === undefined) {
    throw new Error("TOANCANH must name the program to test: start `cargo xtask test`");
  }
  return path;
}

/** Nothing of the caller's configuration may reach the program under test. */
function environment(folder: string, address: string): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith("TOANCANH"));
  return {
    ...Object.fromEntries(inherited),
    TOANCANH_DATA: join(folder, "data"),
    TOANCANH_KEYS: join(folder, "keys"),
    TOANCANH_LISTEN: address,
    TOANCANH_PUBLIC_URL: `http://${address}`,
  };
}

function linksIn(text: string): string[] {
  return text.match(/https?:\/\/[^\s"'<>]+/g) ?? [];
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
