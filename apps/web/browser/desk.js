// Starts a desk over a store of its own, and a browser that tells what it should not do: errors on the console, and
// requests to anywhere but the desk.
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

export const root = resolve(dirname(fileURLToPath(import.meta.url)), "../../..");
const program = process.env.CHANCERY ?? join(root, "target/debug/chancery");

// A desk over the reports of London that ship with the project, or none, as of the day after their news, at a port that
// was free.
export async function open({ empty = false } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "chancery-"));
  const store = join(folder, "record.chancery");
  if (!empty) execFileSync(program, ["add", "--quiet", "--store", store, join(root, "examples/london")]);
  // Two reports that differ, and a folder that is watched.
  const inbox = join(folder, "inbox");
  mkdirSync(inbox);
  const told = (name, outlet, words) => writeFileSync(join(folder, name), `---\noutlet: ${outlet}\ndate: 2025-12-06\n---\n${words}\n`);
  told("muttrah.md", "The Muttrah Post", "Oman pledged $20 million for the inspectors' new laboratory in Vienna.");
  told("sur.md", "Sur Wire", "Oman has promised $25 million for a laboratory for the inspectors in Vienna.");
  if (!empty) execFileSync(program, ["add", "--quiet", "--store", store, join(folder, "muttrah.md"), join(folder, "sur.md")]);
  const desk = spawn(program, ["serve", "--store", store, "--listen", "127.0.0.1:0", "--now", "2025-12-09", "--by", "tester", "--watch", inbox]);
  const url = await new Promise((ready, fail) => {
    let told = "";
    desk.stderr.on("data", (more) => {
      told += more;
      const at = told.match(/the desk is at (http:\/\/[^\s;]+?)\/?;/);
      if (at) ready(at[1]);
    });
    desk.on("exit", (code) => fail(new Error(`the desk ended with ${code}`)));
  });
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
  return {
    url,
    browser,
    inbox,
    async close() {
      await browser.close();
      desk.removeAllListeners("exit");
      desk.kill();
      rmSync(folder, { recursive: true });
    },
  };
}

// A page, and what went wrong on it so far.
export async function visitor(desk, settings = {}) {
  const context = await desk.browser.newContext({ baseURL: desk.url, acceptDownloads: true, ...settings });
  const faults = [];
  context.on("request", (request) => {
    if (!request.url().startsWith(`${desk.url}/`)) faults.push(`a request to ${request.url()}`);
  });
  const page = await context.newPage();
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && faults.push(`${page.url()}: ${message.text()}`));
  page.on("pageerror", (error) => faults.push(`${page.url()}: ${error}`));
  return { page, context, faults };
}

// Addresses of all pages of the desk, one of each sort.
export async function pages(desk) {
  const json = async (path) => (await fetch(desk.url + path)).json();
  const { events } = await json("/chronology.json");
  const [position] = await json("/positions.json");
  const [report] = await json("/reports.json");
  const [contradiction] = await json("/contradictions.json");
  const today = new Date().toISOString().slice(0, 10);
  return [
    "/", "/upcoming", "/chronology", "/chronology?view=timeline", `/chronology?see=${events[0].id}`, "/matrix",
    `/matrix/${position.issue}/${position.holder.id}`, "/positions", "/proposals", "/pledges", "/contradictions", "/gaps", "/actors", "/network", "/network?by=people", "/places", "/places?look=world", "/reports",
    "/sources", "/checks", "/judgements", "/add", "/search?q=talks", "/keys", `/show/${events[0].id}`,
    `/show/${position.id}`, `/show/${events[0].actors[0].id}`, `/show/${position.holder.id}`, `/network?party=${position.holder.id}`, `/why/${events[0].id}`, `/report/${report.id}`,
    `/facing/${contradiction.id}`, `/chronology?as_of=${today}`, `/show/${events[0].id}?as_of=${today}`, "/matrix?as_of=2025-01-01",
    "/show/nobody",
  ];
}
