// What a user does at the desk in a morning.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { open, pages, visitor } from "./desk.js";

let desk;
before(async () => { desk = await open(); });
after(async () => { await desk.close(); });

const events = async () => (await (await fetch(`${desk.url}/chronology.json`)).json()).events;

test("reads the changes, narrows the chronology, follows a line to its words and back", async () => {
  const { page, faults } = await visitor(desk);
  await page.goto("/");
  await page.getByRole("heading", { name: "Confirmed" }).waitFor();
  await page.getByRole("link", { name: "Chronology" }).click();
  await page.locator(".facets summary", { hasText: "Kind" }).waitFor();
  await page.locator(".facets").getByRole("link", { name: "talks", exact: true }).click();
  await page.waitForURL(/kind=talks/);
  assert.equal(await page.locator(".occasion").count(), (await events()).filter((e) => e.kind === "talks").length);
  const words = await page.locator(".occasion q").first().textContent();
  await page.locator(".occasion a.words").first().click({ position: { x: 30, y: 8 } });
  await page.waitForURL(/#lit$/);
  assert.equal((await page.locator("span.lit").allTextContents()).join("").replace(/\s+/g, " "), words.replace(/\s+/g, " "));
  await page.locator(".text a.read.event").first().click();
  await page.locator(".margin li.lit").waitFor();
  await page.locator(".margin li.lit a").first().click();
  await page.locator(".text a.lit").first().waitFor();
  assert.deepEqual(faults, []);
});

test("opens a cell's history from the matrix", async () => {
  const { page, faults } = await visitor(desk);
  await page.goto("/matrix");
  await page.locator("a.cell").first().click();
  await page.getByRole("heading", { name: "History" }).first().waitFor();
  assert.ok((await page.locator("q").count()) > 0);
  assert.deepEqual(faults, []);
});

test("looks at one negotiation and keeps to it", async () => {
  const { page, faults } = await visitor(desk);
  await page.goto("/chronology");
  const all = await page.locator(".occasion").count();
  await page.getByLabel("Negotiation").selectOption("ukraine-peace");
  await page.locator(".scope button").click();
  await page.waitForURL(/process=ukraine-peace/);
  assert.ok((await page.locator(".occasion").count()) < all);
  await page.getByRole("link", { name: "Matrix" }).click();
  await page.waitForURL(/matrix\?process=ukraine-peace/);
  await page.getByLabel("Negotiation").selectOption("");
  await page.locator(".scope button").click();
  await page.waitForURL((url) => !url.searchParams.get("process"));
  assert.deepEqual(faults, []);
});

test("makes two events one and takes it back", async () => {
  const { page, faults } = await visitor(desk);
  const all = await events();
  await page.goto(`/show/${all[0].id}`);
  await page.getByText("Same as another", { exact: true }).click();
  await page.locator("form.same input[name=other]").fill(all[1].id);
  await page.locator("form.same button").click();
  await page.waitForURL(`**/show/${all[0].id}`);
  assert.equal((await events()).length, all.length - 1);
  await page.goto("/judgements");
  await page.getByRole("button", { name: "Take back" }).click();
  await page.getByText("Nobody has decided anything yet.").waitFor();
  assert.deepEqual((await events()).map((e) => e.id), all.map((e) => e.id));
  assert.deepEqual(faults, []);
});

test("adds a report by paste and marks a meeting that was missed in it", async () => {
  const { page, faults } = await visitor(desk);
  await page.goto("/add");
  await page.getByLabel("Text", { exact: true }).fill("Delegates of Kenya and Ghana found a corner table in Accra and stayed for an hour.");
  await page.getByLabel("Headline").fill("A corner table");
  await page.getByLabel("Published").fill("2025-12-09");
  await page.getByRole("button", { name: "Add" }).click();
  await page.getByText("1 report added").waitFor();
  const before = (await events()).length;
  await page.getByRole("link", { name: "Reports" }).click();
  await page.getByRole("link", { name: "A corner table" }).click();
  await page.waitForLoadState();
  // Words that are selected stand ready in the form.
  await page.evaluate(() => {
    const words = document.querySelector(".text");
    const range = document.createRange();
    range.selectNodeContents(words);
    const selection = document.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  });
  await page.keyboard.press("m");
  const form = page.locator("form.add-event");
  await form.locator("textarea").waitFor();
  assert.match(await form.locator("textarea").inputValue(), /^Delegates of Kenya and Ghana/);
  await form.getByLabel("Who took part").fill("Kenya, Ghana");
  await form.getByRole("button").click();
  await page.locator(".margin li.event").waitFor();
  assert.equal((await events()).length, before + 1);
  assert.deepEqual(faults, []);
});

test("searches, downloads the calendar and a sheet, copies a citation", async () => {
  const { page, context, faults } = await visitor(desk);
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: desk.url });
  await page.goto("/");
  await page.getByRole("searchbox").fill("Rome");
  await page.getByRole("searchbox").press("Enter");
  assert.ok((await page.locator("mark").count()) > 0);
  await page.goto("/chronology");
  const line = page.locator(".occasion").first();
  await line.hover();
  await line.getByRole("button", { name: "Copy with citation" }).click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(copied, /^“.+” — .+, \d+ December 2025 \(report [0-9a-f]{12}\)$/s);
  for (const [path, opens] of [["/upcoming", "BEGIN:VCALENDAR"], ["/chronology", "id,"]]) {
    await page.goto(path);
    const name = path === "/upcoming" ? "a calendar" : "CSV";
    const [file] = await Promise.all([page.waitForEvent("download"), page.locator(".twins").getByRole("link", { name }).click()]);
    assert.ok(readFileSync(await file.path(), "utf8").startsWith(opens), path);
  }
  assert.deepEqual(faults, []);
});

test("goes all the way by keys", async () => {
  const { page, faults } = await visitor(desk);
  await page.goto("/");
  await page.keyboard.press("g");
  await page.keyboard.press("c");
  await page.waitForURL("**/chronology");
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  assert.equal(await page.locator(".line.current").count(), 1);
  const id = await page.locator(".line.current").getAttribute("id");
  await page.keyboard.press("w");
  await page.waitForURL(/see=/);
  await page.getByText("Read by rule").first().waitFor();
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("o");
  await page.waitForURL(/\/show\/e/);
  assert.ok(page.url().includes(id), `${page.url()} shows ${id}`);
  await page.keyboard.press("a");
  await page.keyboard.type("Seen by our own envoy");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.getByText("Seen by our own envoy").first().waitFor();
  await page.keyboard.press("u");
  await page.waitForURL("**/judgements");
  await page.keyboard.press("/");
  await page.keyboard.type("London");
  await page.keyboard.press("Enter");
  await page.waitForURL(/q=London/);
  await page.keyboard.press("?");
  await page.waitForURL("**/keys");
  assert.deepEqual(faults, []);
});

test("every page is the same without scripts", async () => {
  const plain = await visitor(desk, { javaScriptEnabled: false });
  for (const path of await pages(desk)) {
    const answer = await plain.page.goto(path);
    assert.equal(answer.status(), path === "/show/nobody" ? 404 : 200, path);
    assert.equal(await plain.page.locator("h1").count(), 1, path);
    const wide = await plain.page.locator("body").evaluate((body) => body.scrollWidth).catch(() => 0);
    assert.ok(wide <= 1280, `${path} is ${wide} wide`);
  }
  assert.deepEqual(plain.faults.filter((fault) => !fault.includes("404")), []);
});
