// No page has a serious fault of accessibility, light or dark, wide or narrow, and none is wider than its window.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { open, pages, visitor } from "./desk.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let desk;
before(async () => { desk = await open(); });
after(async () => { await desk.close(); });

for (const colorScheme of ["light", "dark"]) {
  for (const width of [1280, 390]) {
    test(`${colorScheme}, ${width} wide`, async () => {
      // The policy of the pages would keep the check itself out.
      const { page } = await visitor(desk, { colorScheme, viewport: { width, height: 900 }, bypassCSP: true });
      const faults = [];
      for (const path of await pages(desk)) {
        await page.goto(path);
        await page.evaluate(axe);
        const { violations } = await page.evaluate(() => window.axe.run());
        for (const found of violations.filter((v) => ["serious", "critical"].includes(v.impact))) {
          faults.push(`${path}: ${found.id}: ${found.nodes.slice(0, 2).map((n) => `${n.html.slice(0, 160)} ${n.failureSummary.replace(/\s+/g, " ").slice(0, 200)}`).join(" | ")}`);
        }
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        if (wide > width) faults.push(`${path}: ${wide} wide`);
      }
      assert.deepEqual(faults, []);
    });
  }
}
