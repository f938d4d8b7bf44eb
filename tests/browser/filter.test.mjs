// Which women a cohort is analyzed of: a filter belongs to its file, says what is
// wrong with it, and never passes for the file.

import assert from "node:assert/strict";
import { test } from "node:test";

import { hides, read, shows, useSite } from "./support/browser.mjs";
import { choose, showsReport } from "./support/cohort.mjs";
import { cohort, file } from "./support/files.mjs";

const site = useSite();

const TEN = cohort(Array.from({ length: 10 }, (_, place) => ({
    age_years: String(30 + place), etiology: place < 4 ? "idiopathic" : "thyroid",
})));

async function open(page, name) {
    await choose(page, file(name, TEN));
    await showsReport(page, name);
    await page.getByLabel("Age from").waitFor();
}

/** The line that says of whom the analysis is. */
function provenance(page, words) {
    return page.getByText(`${words}. Rule set`, { exact: false }).first().waitFor();
}

test("A new file starts with all women and the usual categories; the same file keeps what was chosen", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    await open(page, "first.csv");
    await page.getByRole("group", { name: "Etiology" }).getByLabel("Idiopathic", { exact: true }).check();
    await page.getByLabel("Loss categories").fill("2, 5");
    await provenance(page, "Filter: idiopathic");
    // What the filter does not change says so.
    const beside = page.getByRole("note", { name: "Filter" });
    await shows(beside, "This part counts all women of the file. The filter (idiopathic) holds for the analysis below, from “Women and cut-offs” on.");
    await page.getByRole("button", { name: "Change how this file is read" }).click();
    await page.getByRole("button", { name: "Read the file" }).click();
    await showsReport(page, "first.csv");
    await provenance(page, "Filter: idiopathic");
    assert.equal(await page.getByLabel("Loss categories").inputValue(), "2, 5");

    await page.getByRole("button", { name: "Close file" }).click();
    await open(page, "second.csv");
    await provenance(page, "All women");
    assert.equal(await beside.count(), 0);
    assert.equal(await page.getByLabel("Loss categories").inputValue(), "2, 3, 4");
    assert.ok(await page.getByRole("group", { name: "Etiology" }).getByLabel("All", { exact: true }).isChecked());
});

test("Limits the wrong way round are an error of both fields and leave nobody out", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    await open(page, "limits.csv");
    const [from, to] = [page.getByLabel("Age from"), page.getByLabel("Age to")];
    await from.fill("40");
    await provenance(page, "Filter: age 40 or more");
    await to.fill("30");
    await provenance(page, "All women");
    for (const field of [from, to]) {
        assert.equal(await field.getAttribute("aria-invalid"), "true");
        const described = await field.getAttribute("aria-describedby");
        await shows(page.locator(`[id="${described}"]`), "“From” is above “to”");
    }
    await from.fill("30");
    await provenance(page, "Filter: age 30 to 30");
    for (const field of [from, to]) {
        assert.equal(await field.getAttribute("aria-invalid"), null);
    }
    await page.getByLabel("Year from").fill("15");
    assert.equal(await page.getByLabel("Year from").getAttribute("aria-invalid"), "true");
    await provenance(page, "Filter: age 30 to 30");
});

test("A filter that leaves nobody says in every section that it is the filter, and one click takes it away", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    await open(page, "nobody.csv");
    // The file has no years.
    await page.getByLabel("Year from").fill("2015");
    const nobody = "The filter leaves nobody: all 10 women with recurrent pregnancy loss are outside it.";
    const sections = page.locator(".analysis > section").filter({ hasNotText: "Take it along" }).filter({ hasNotText: "Women and cut-offs" });
    await sections.last().getByText(nobody, { exact: false }).waitFor();
    assert.ok(await sections.count() > 8);
    for (const section of await sections.all()) {
        await shows(section, new RegExp(nobody));
        assert.doesNotMatch(await read(section), /The file states no/);
    }
    await page.getByRole("button", { name: "All women" }).first().click();
    await provenance(page, "All women");
    await hides(page.getByText(nobody, { exact: false }).first());
});
