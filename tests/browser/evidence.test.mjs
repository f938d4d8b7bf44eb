// The page about the evidence as a person uses it. The expected numbers come from R 4.2.2
// with metafor 3.8.1, by the call beside them.

import assert from "node:assert/strict";
import { test } from "node:test";

import { hides, read, readRows, save, shows, unfold, useSite, wipe } from "./support/browser.mjs";

const site = useSite();

const open = async (t, options = {}) => {
    const page = await site.open(t, { fragment: "#evidence", ...options });
    await says(page, /ways to pool the same 9 trials/);
    return page;
};

/** Waits until the page says something of all trials together. */
const says = (page, expected) => shows(page.locator(".evidence-said"), expected);

const choose = (page, name) => page.getByRole("radio", { name, exact: true }).check();
const count = (page, trial, what) => page.getByRole("textbox", { name: `${trial}, ${what}`, exact: true });
const takesPart = (page, name) => page.getByRole("checkbox", { name, exact: true });

test("The headline is how many ways of pooling exclude no effect", async (t) => {
    const page = await open(t);
    assert.equal(await page.title(), "Evidence – RPL Immune Profile");
    await page.getByRole("heading", { name: "Evidence", level: 1 }).waitFor();
    const table = page.getByRole("table", { name: /^The pooled effect/ });
    const rows = await readRows(table);
    const cells = rows.flatMap((row) => row.slice(1));
    const excluding = cells.filter((cell) => cell.endsWith("excludes no effect")).length;
    assert.equal(cells.filter((cell) => cell.endsWith("includes no effect")).length + excluding, 36);
    await says(page, new RegExp(`^Of 36 ways to pool the same 9 trials, ${excluding} exclude no effect\\.`));
    // rma(escalc("RR"), method = "DL"): 1.1110 (0.9340, 1.3216).
    await says(page, /9 trials: risk ratio of live birth 1\.111 \(95% confidence interval 0\.9340 to 1\.322\)/);
});

test("Measure, model and intervals are switched", async (t) => {
    const page = await open(t);
    // rma(escalc("RR") of no live birth, method = "DL", test = "knha"): 0.8095 (0.6518, 1.0053).
    await choose(page, "Risk ratio of no live birth");
    await choose(page, "Hartung-Knapp");
    await says(page, /risk ratio of no live birth 0\.8095 \(95% confidence interval 0\.6518 to 1\.005\)/);
    // rma.mh(measure = "OR", correct = FALSE): 1.4279.
    await choose(page, "Odds ratio of live birth");
    await choose(page, "Common effect, Mantel-Haenszel");
    await says(page, /odds ratio of live birth 1\.428 /);
});

test("A trial is left out, counted otherwise, typed over, and everything comes back", async (t) => {
    const page = await open(t);
    // Without Yamada, rma(method = "DL"): 1.0407 (0.8910, 1.2155).
    await takesPart(page, "Yamada 2022").uncheck();
    await says(page, /8 trials: risk ratio of live birth 1\.041 \(95% confidence interval 0\.8910 to 1\.21[56]\)/);
    await page.getByRole("button", { name: "Back to the published rows" }).click();
    await says(page, /ways to pool the same 9 trials/);
    await page.getByRole("group", { name: "Coulam 1995, Counted of" }).getByRole("radio", { name: "all randomised" }).check();
    assert.equal(await count(page, "Coulam 1995", "IVIG, women").inputValue(), "47");
    await choose(page, "As first listed");
    assert.equal(await count(page, "Coulam 1995", "IVIG, women").inputValue(), "29");
    await choose(page, "Per protocol or conceived, where known");
    assert.equal(await count(page, "German RSA/IVIG 1994", "IVIG, women").inputValue(), "27");
    await count(page, "German RSA/IVIG 1994", "IVIG, live births").fill("28");
    await page.getByText("Live births with IVIG: more than women.").waitFor();
    await page.getByText("changed by you").waitFor();
    await says(page, /ways to pool the same 8 trials/);
    await page.getByRole("button", { name: "Back to the published rows" }).click();
    await page.getByRole("button", { name: "Undo" }).click();
    assert.equal(await count(page, "German RSA/IVIG 1994", "IVIG, live births").inputValue(), "28");
});

test("An own row is added by keys, pooled, and forgotten with everything else", async (t) => {
    const page = await open(t);
    await page.getByRole("button", { name: "Add a row" }).focus();
    await page.keyboard.press("Enter");
    for (const [what, text] of [["IVIG, live births", "10"], ["IVIG, women", "20"], ["Control, live births", "8"], ["Control, women", "20"]]) {
        await count(page, "Trial 10", what).focus();
        await page.keyboard.type(text);
    }
    await says(page, /ways to pool the same 10 trials/);
    await page.getByRole("textbox", { name: "Trial 10, Name" }).fill("Ours 2026");
    await page.getByRole("combobox", { name: "Ours 2026, Losses" }).selectOption("primary losses");
    await page.getByRole("checkbox", { name: "by losses", exact: true }).check();
    await page.getByText(/^Test that the groups have the same effect: p = /).waitFor();
    await page.getByRole("link", { name: "Sealed: this page has no network" }).click();
    await wipe(page);
    await page.getByRole("link", { name: "Evidence", exact: true }).click();
    await says(page, /ways to pool the same 9 trials/);
    await hides(page.getByText("Ours 2026"));
});

test("The table and the figures are saved", async (t) => {
    const page = await open(t);
    const { name, bytes } = await save(page, "Save CSV");
    assert.equal(name, "evidence-trials.csv");
    const lines = bytes.toString("utf8").trim().split("\r\n");
    assert.equal(lines.length, 10);
    assert.match(lines[9], /"Yamada 2022","2022","yes","29","50","17","49","all dosed","inferred"/);
    await page.getByRole("checkbox", { name: "funnel plot", exact: true }).check();
    await page.getByText(/^k = 9: with fewer than 10 trials/).waitFor();
    await unfold(page, "Funnel plot");
    const drawing = await save(page, "Save SVG: Funnel plot");
    assert.equal(drawing.name, "evidence-funnel-1-170mm.svg");
    assert.match(drawing.bytes.toString("utf8"), /trials of IVIG against placebo, as published/);
});

test("What others published stands beside it, and what is not randomised apart", async (t) => {
    const page = await open(t);
    const reviews = await readRows(page.getByRole("table", { name: /^Meta-analyses of IVIG/ }));
    assert.match(reviews[0][0], /^Kofod 2025/);
    assert.deepEqual(reviews[1].slice(1), ["1.02 (0.86 to 1.22), p = 0.78", "moderate", "published"]);
    assert.deepEqual(reviews[2].slice(1), ["1.23 (1.00 to 1.50)", "low", "published"]);
    const series = page.getByRole("region", { name: "Series of women, not randomised" });
    assert.match(await read(series), /These rates are no effect of IVIG\./);
});
