// What is pasted into the areas of the calculator: the page says what it took the
// parts of a text as, and takes them in another way when it is told to. The expected
// numbers come from R 4.2.2 by the call beside them.

import assert from "node:assert/strict";
import { test } from "node:test";

import { useSite } from "./support/browser.mjs";
import { answers, ask, fill } from "./support/tables.mjs";

const site = useSite();

const open = (t, options = {}) => site.open(t, { fragment: "#tables", ...options });

const taken = (page) => page.getByRole("region", { name: "Read as" });

test("Years above columns are names, and can be made values", async (t) => {
    const page = await open(t);
    await ask(page, "Measured values in groups");
    await fill(page, { "One group a line, or one a column": "2019\t2020\n4.1\t5.0\n3.9\t5.2\n4.4\t4.8" });
    // t.test(c(4.1, 3.9, 4.4), c(5, 5.2, 4.8))$p.value 0.0107
    await answers(page, /^2019 minus 2020: .*p = 0\.0107/);
    await taken(page).getByText("Line 1 taken as names: 2019, 2020.").waitFor();
    const button = taken(page).getByRole("button", { name: "Take it as a line of values" });
    await button.focus();
    await page.keyboard.press("Enter");
    await answers(page, /^Group 1 minus Group 2: /);
    // The keyboard stays beside the sentences, though its button is gone.
    assert.equal(await page.evaluate(() => document.activeElement.id), "taken-title");
    await taken(page).getByRole("button", { name: "Take it as names" }).click();
    await answers(page, /^2019 minus 2020: .*p = 0\.0107/);
});

test("What nothing decides is asked, and a line that is left out can be had back", async (t) => {
    const page = await open(t);
    await ask(page, "Several p-values");
    const field = "One p-value a line, with a name or without";
    await fill(page, { [field]: "NK <0.001\nTh1 0.03\nnot done\nBMI 0.2" });
    await answers(page, "No result: see what is marked in the form.");
    await page.getByText("Line 3: “not done” holds no p-value.").waitFor();
    await page.getByRole("button", { name: "Leave line 3 out" }).click();
    // p.adjust(c(0.001, 0.03, 0.2), "holm") 0.003 0.060 0.200
    await answers(page, "3 p-values: 2 at most 5% unadjusted, 1 by Holm, 2 by Benjamini-Hochberg.");
    await taken(page).getByText("Line 3 is left out, as chosen: not done.").waitFor();
    await taken(page).getByRole("button", { name: "Read line 3" }).click();
    await answers(page, "No result: see what is marked in the form.");
    await page.getByRole("button", { name: "Clear" }).click();
    await fill(page, { [field]: "0.01 0.03" });
    await answers(page, /^2 p-values/);
    assert.equal(await taken(page).getByRole("button").count(), 0);
});

test("The example of a hint works as it is typed", async (t) => {
    const page = await open(t);
    await ask(page, "Meta-analysis of trials");
    await fill(page, { "One trial a line": "Smith 2010 4 119 11 128\nJones 2012 6 300 29 274" });
    await answers(page, /^2 trials: odds ratio 0\.2470 /);
    await taken(page).getByText(/^2 trials of four counts: Smith 2010, Jones 2012\.$/).waitFor();
});
