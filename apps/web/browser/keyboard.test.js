// A morning at the desk by keyboard alone, from an empty record on: nothing here is clicked.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { open, root, visitor } from "./desk.js";

// How many presses of Tab may lead to what is looked for.
const FAR = 400;

let desk;
before(async () => { desk = await open({ empty: true }); });
after(async () => { await desk.close(); });

const events = async () => (await (await fetch(`${desk.url}/chronology.json`)).json()).events;

// Where the keys of a page lead: letters to a page, Tab to what stands on it.
const hands = (page) => ({
  async go(letter, address) {
    await page.evaluate(() => document.activeElement.blur());
    await page.keyboard.press("g");
    await page.keyboard.press(letter);
    await page.waitForURL(address);
    await page.waitForLoadState();
  },
  async to(locator) {
    await locator.first().waitFor();
    const wanted = await locator.first().elementHandle();
    for (let presses = 0; presses < FAR; presses += 1) {
      if (await wanted.evaluate((element) => element === document.activeElement)) return;
      await page.keyboard.press("Tab");
    }
    assert.fail(`no Tab leads to ${locator}`);
  },
  async follow(locator) {
    await this.to(locator);
    await page.keyboard.press("Enter");
  },
});

test("a whole morning by keyboard", async () => {
  const { page, context, faults } = await visitor(desk);
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: desk.url });
  const hand = hands(page);
  await page.goto("/");

  // Adds the examples.
  await hand.go("d", "**/add");
  await hand.to(page.locator("input[type=file]"));
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.keyboard.press("Space")]);
  const files = ["london", "muscat"].flatMap((name) => {
    const folder = join(root, "examples", name);
    return readdirSync(folder).map((file) => join(folder, file));
  });
  await chooser.setFiles(files);
  await hand.follow(page.getByRole("button", { name: `Add ${files.length} files` }));
  await page.waitForURL(/\/intake\//);
  await page.getByRole("link", { name: "What changed" }).waitFor({ timeout: 120000 });

  // Reads the changes, narrows the chronology, follows a line to its words.
  await hand.go("h", "**/changes");
  await page.getByRole("heading", { name: "Told otherwise" }).or(page.getByRole("heading", { name: "Confirmed" })).or(page.getByRole("heading", { name: "New" })).first().waitFor();
  await hand.go("c", "**/chronology");
  await hand.follow(page.locator(".facets").getByRole("link", { name: "talks", exact: true }));
  await page.waitForURL(/kind=talks/);
  await hand.follow(page.locator(".occasion a.words"));
  await page.waitForURL(/#lit$/);
  await page.locator("span.lit").first().waitFor();

  // Opens a cell's history.
  await hand.go("m", "**/matrix");
  await hand.follow(page.locator("a.cell"));
  await page.getByRole("heading", { name: "History" }).first().waitFor();

  // Makes two events one, and takes it back.
  const all = await events();
  await hand.go("c", "**/chronology");
  await page.keyboard.press("j");
  await page.keyboard.press("o");
  await page.waitForURL(/\/show\/e/);
  const shown = page.url().match(/show\/(e[0-9a-f]+)/)[1];
  const other = all.find((event) => event.id !== shown);
  await page.keyboard.press("m");
  await page.keyboard.type(other.id);
  await hand.follow(page.locator("form.same button"));
  await page.waitForFunction(() => document.readyState === "complete");
  await page.waitForTimeout(300);
  assert.equal((await events()).length, all.length - 1);
  await page.keyboard.press("u");
  await page.waitForURL("**/judgements");
  await hand.follow(page.getByRole("button", { name: "Take back" }));
  await page.getByText("Nobody has decided anything yet.").waitFor();
  assert.deepEqual((await events()).map((event) => event.id), all.map((event) => event.id));

  // Marks a meeting that was missed.
  await hand.go("r", "**/reports");
  await hand.follow(page.getByRole("link", { name: "What was said in Muscat, and what was not" }));
  await page.waitForURL(/\/report\//);
  await page.keyboard.press("m");
  await page.keyboard.type("The two delegations never sat in one room in Muscat");
  const form = page.locator("form.add-event");
  await hand.to(form.getByLabel("Who took part"));
  await page.keyboard.type("Iran, United States");
  await hand.follow(form.getByRole("button"));
  await page.locator(".margin li.event").first().waitFor();
  assert.equal((await events()).length, all.length + 1);

  // Looks at one negotiation and then at the other.
  await hand.go("c", "**/chronology");
  const many = await page.locator(".occasion").count();
  for (const [name, key] of [["Iran", "iran-us-2025"], ["Ukraine", "ukraine-peace"]]) {
    await hand.to(page.getByLabel("Negotiation"));
    await page.keyboard.type(name);
    await hand.follow(page.locator(".scope button"));
    await page.waitForURL(new RegExp(`process=${key}`));
    const few = await page.locator(".occasion").count();
    assert.ok(few > 0 && few < many, `${few} of ${many} events belong to ${key}`);
  }
  await hand.to(page.getByLabel("Negotiation"));
  await page.keyboard.press("Home");
  await hand.follow(page.locator(".scope button"));
  await page.waitForURL((url) => !url.searchParams.get("process"));

  // Settles a contradiction.
  await hand.go("x", "**/contradictions");
  await page.keyboard.press("a");
  await page.keyboard.type("The second sum counts a grant of last year");
  await hand.follow(page.locator("form.explain").getByRole("button"));
  await page.getByText("explained", { exact: false }).first().waitFor();
  const settled = await (await fetch(`${desk.url}/contradictions.json`)).json();
  assert.ok(settled.some((one) => one.status === "explained"), JSON.stringify(settled.map((one) => one.status)));

  // Takes the calendar home.
  await hand.go("u", "**/upcoming");
  await hand.to(page.locator(".twins").getByRole("link", { name: "a calendar" }));
  const [calendar] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
  assert.ok(readFileSync(await calendar.path(), "utf8").startsWith("BEGIN:VCALENDAR"));

  // Searches, and copies a quotation with its citation.
  await page.keyboard.press("/");
  await page.keyboard.type("Muscat");
  await page.keyboard.press("Enter");
  await page.waitForURL(/q=Muscat/);
  assert.ok((await page.locator("mark").count()) > 0);
  await hand.go("c", "**/chronology");
  await page.keyboard.press("j");
  await page.keyboard.press("c");
  await page.getByText("Copied with its citation").waitFor({ state: "attached" });
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /^“.+” — .+ \(report [0-9a-f]{12}\)$/s);
  assert.deepEqual(faults, []);
});
