// Measures the desk over a large store, and says whether it keeps what docs/desk.md promises:
//   node load.js [--store FILE] [--reports 20000]
// Makes a store of so many made-up reports (scripts/load), or takes a copy of FILE made of them; starts the release
// build (CHANCERY names another); asks for every page several times, each time anew; opens chronology and matrix in
// Chromium (CHROMIUM says where it is; without one, first paint is left out); then lets 50 readers go from page to page
// while 1,000 more reports are added. Prints a table and ends with 1 where a bound is not kept.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, existsSync, mkdtempSync, openSync, rmSync } from "node:fs";
import { Agent, get } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../../..");
const program = resolve(process.env.CHANCERY ?? join(root, "target/release/chancery"));
const chromium = process.env.CHROMIUM ?? "/usr/bin/chromium";
const options = { store: { type: "string" }, reports: { type: "string", default: "20000" } };
const { store: given, reports } = parseArgs({ options }).values;

// Milliseconds: a page at the median of its visits, the first paint, any page while reports are added.
const MOST = { page: 300, paint: 1500, busy: 2000 };
const VISITS = 7;
const READERS = 50;
const MORE = 1000;
// How long a reader looks at a page.
const LOOK = () => 500 + 1000 * Math.random();

const agent = new Agent({ keepAlive: true, maxSockets: READERS + 10 });
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

// Asks for a page and reads it whole.
function ask(url) {
  return new Promise((done, fail) => {
    const begun = performance.now();
    const request = get(url, { agent }, (answer) => {
      const parts = [];
      answer.on("data", (part) => parts.push(part));
      answer.on("end", () => {
        const body = Buffer.concat(parts);
        done({ status: answer.statusCode, took: performance.now() - begun, size: body.length, body });
      });
    });
    request.on("error", fail);
  });
}

function madeUp(count, seed, file) {
  execFileSync(join(root, "scripts/load"), [String(count), String(seed)], { stdio: ["ignore", openSync(file, "w"), "inherit"] });
  return file;
}

async function start(store) {
  const desk = spawn(program, ["serve", "--store", store, "--listen", "127.0.0.1:0", "--by", "tester"]);
  const url = await new Promise((ready, fail) => {
    desk.stderr.on("data", (told) => {
      const at = /http:\/\/[0-9.:]+/.exec(String(told));
      if (at) ready(at[0]);
    });
    desk.on("exit", (code) => fail(new Error(`the desk ended with ${code}`)));
  });
  return { desk, url };
}

const count = {};

// Addresses of one page of each sort, the heaviest of its sort where they differ.
async function pages(url) {
  const json = async (path) => JSON.parse((await ask(url + path)).body);
  const chronology = await json("/chronology.json");
  const events = await all(url, chronology);
  const [heaviest] = [...events].sort((a, b) => b.reports - a.reports);
  const seats = new Map();
  events.flatMap((event) => event.actors).forEach(({ id }) => seats.set(id, (seats.get(id) ?? 0) + 1));
  const [[actor]] = [...seats].sort((a, b) => b[1] - a[1]);
  const positions = await json("/positions.json");
  const told = await json("/reports.json");
  const days = told.map((report) => String(report.published?.edtf ?? report.published ?? "").slice(0, 10)).filter((day) => day.length === 10).sort();
  Object.assign(count, { reports: told.length, events: chronology.total ?? events.length, positions: positions.length });
  const [position] = positions;
  const back = (n) => new Date(Date.parse(days.at(-1)) - n * 864e5).toISOString().slice(0, 10);
  return {
    known: [
      "/", `/changes?from=${back(1)}`, "/upcoming", "/chronology", "/chronology?order=oldest", "/chronology?view=timeline",
      `/chronology?view=timeline&on=${days[0]}/${days.at(-1)}`, `/chronology?see=${heaviest.id}`, "/matrix", `/matrix?on=${back(900)}`,
      `/matrix/${position.issue}/${position.holder.id}`, "/positions", "/proposals", "/pledges", "/contradictions", "/actors", "/network", "/places",
      "/reports", "/sources", "/gaps", "/checks", "/judgements", "/add", "/search?q=talks", "/search?q=dam", "/keys",
      `/show/${heaviest.id}`, `/show/${position.id}`, `/show/${actor}`, `/why/${heaviest.id}`, `/report/${told[0].id}`,
    ],
    // Days that nobody has asked for yet, near and far.
    compared: [2, 7, 30, 90, 365, 900, 1800].map((n) => `/changes?from=${back(n)}`),
  };
}

// The events of all stretches of the list.
async function all(url, first) {
  const events = [...first.events];
  for (let page = 2; page <= (first.pages ?? 1); page += 1) {
    events.push(...JSON.parse((await ask(`${url}/chronology.json?page=${page}`)).body).events);
  }
  return events;
}

const missed = [];

function row(what, times, size, most) {
  const sorted = [...times].sort((a, b) => a - b);
  const [middle, worst] = [sorted[Math.floor(sorted.length / 2)], sorted.at(-1)];
  const kept = middle <= most;
  if (!kept) missed.push(what);
  const number = (n) => Math.round(n).toString().padStart(7);
  console.log(`${what.slice(0, 60).padEnd(62)}${number(middle)}${number(worst)}${number(size / 1024)} KB${kept ? "" : "  missed"}`);
}

let visit = 0;
// An address that nobody asked for yet: a token stands in every address that wants none, and changes nothing.
const anew = (path) => `${path}${path.includes("?") ? "&" : "?"}token=${(visit += 1)}`;

async function servers(url, { known, compared }) {
  console.log(`\nserver time in ms, of ${VISITS} visits, each page made anew (at most ${MOST.page} at the median)`);
  console.log(`${"".padEnd(62)} median  worst   size`);
  for (const path of known) {
    const visits = [];
    for (let n = 0; n < VISITS; n += 1) visits.push(await ask(url + anew(path)));
    if (visits.some((of) => of.status !== 200)) missed.push(`${path}: status ${visits.map((of) => of.status)}`);
    row(path, visits.map((of) => of.took), visits[0].size, MOST.page);
  }
  // A record as of another day is made once and then at hand: the first visitor waits for it.
  const [first, again] = [[], []];
  for (const path of compared) {
    first.push(await ask(url + anew(path)));
    again.push(await ask(url + anew(path)));
  }
  const [times, size] = [(visits) => visits.map((of) => of.took), Math.max(...again.map((of) => of.size))];
  row("/changes?from= one of seven other days, asked for again", times(again), size, MOST.page);
  row("/changes?from= one of them for the first time (no bound)", times(first), size, Infinity);
}

async function paints(url) {
  if (!existsSync(chromium)) return console.log("\nno Chromium, and so no first paint");
  const { chromium: driver } = await import("playwright-core");
  const browser = await driver.launch({ executablePath: chromium, args: ["--no-sandbox"] });
  console.log(`\nfirst paint in Chromium in ms, of ${VISITS} visits (at most ${MOST.paint})`);
  for (const path of ["/chronology", "/chronology?view=timeline", "/matrix"]) {
    const times = [];
    for (let n = 0; n < VISITS; n += 1) {
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(url + anew(path));
      times.push(await page.evaluate(() => new Promise((done) => {
        const tell = (list) => list.getEntriesByName("first-contentful-paint").forEach((entry) => done(entry.startTime));
        new PerformanceObserver(tell).observe({ type: "paint", buffered: true });
      })));
      await context.close();
    }
    row(path, times, 0, MOST.paint);
  }
  await browser.close();
}

async function busy(url, { known }, store, more) {
  const add = spawn(program, ["add", "--quiet", "--store", store, more], { stdio: "inherit" });
  const [ended, begun] = [once(add, "exit"), performance.now()];
  let adding = true;
  const [times, faults] = [[], []];
  const reader = async () => {
    await sleep(LOOK() * Math.random());
    while (adding) {
      const path = known[Math.floor(Math.random() * known.length)];
      try {
        const { status, took } = await ask(url + path);
        times.push([took, path]);
        if (status !== 200) faults.push(`${path}: status ${status}`);
      } catch (error) {
        faults.push(`${path}: ${error}`);
      }
      await sleep(LOOK());
    }
  };
  const readers = Array.from({ length: READERS }, reader);
  const [code] = await ended;
  const took = (performance.now() - begun) / 1000;
  // What was added last is taken up while they read on.
  await sleep(5000);
  adding = false;
  await Promise.all(readers);
  if (code !== 0) faults.push(`chancery add ended with ${code}`);
  const now = JSON.parse((await ask(`${url}/reports.json`)).body).length;
  if (now <= count.reports) faults.push(`the desk shows ${now} reports`);
  times.sort((a, b) => a[0] - b[0]);
  const [slowest, where] = times.at(-1);
  const at = (share) => Math.round(times[Math.floor((times.length - 1) * share)][0]);
  console.log(`\n${READERS} readers while ${MORE} reports are added, which took ${took.toFixed(1)} s (none over ${MOST.busy} ms, no error)`);
  console.log(`${times.length} pages: median ${at(0.5)} ms, 99 of 100 within ${at(0.99)} ms, slowest ${Math.round(slowest)} ms (${where}); ${faults.length} errors; ${now} reports at the end`);
  if (slowest > MOST.busy) missed.push(`${where} took ${Math.round(slowest)} ms while reports were added`);
  missed.push(...faults.slice(0, 5));
}

const folder = mkdtempSync(join(tmpdir(), "chancery-load-"));
let desk;
try {
  const store = join(folder, "record.chancery");
  if (given) copyFileSync(given, store);
  else execFileSync(program, ["add", "--quiet", "--store", store, madeUp(reports, 1, join(folder, "reports.jsonl"))], { stdio: "inherit" });
  const more = madeUp(MORE, 2, join(folder, "more.jsonl"));
  // The first change keeps the record beside a store that was copied without it.
  if (given) execFileSync(program, ["add", "--quiet", "--store", store, madeUp(1, 1, join(folder, "one.jsonl"))], { stdio: "inherit" });
  const begun = performance.now();
  const started = await start(store);
  desk = started.desk;
  const first = await ask(`${started.url}/chronology`);
  const opened = performance.now() - begun;
  const front = await ask(`${started.url}/`);
  console.log(`from start to the first chronology ${Math.round(opened)} ms (status ${first.status}), to the first page ${Math.round(front.took)} ms more`);
  const asked = await pages(started.url);
  console.log(`${count.reports} reports, ${count.events} events, ${count.positions} positions`);
  // What is made ahead is made by then.
  await sleep(6000);
  await servers(started.url, asked);
  await paints(started.url);
  await busy(started.url, asked, store, more);
} finally {
  desk?.removeAllListeners("exit");
  desk?.kill();
  agent.destroy();
  rmSync(folder, { recursive: true });
}
console.log(missed.length ? `\nmissed:\n- ${missed.join("\n- ")}` : "\nall bounds are kept");
process.exitCode = missed.length ? 1 : 0;
