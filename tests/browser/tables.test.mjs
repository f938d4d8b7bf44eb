// The calculator page as a person uses it. The expected numbers are published,
// or come from R 4.2.2 by the call beside them.

import assert from "node:assert/strict";
import { test } from "node:test";

import { hides, read, save, shows, useSite } from "./support/browser.mjs";
import { openExample, showsReport } from "./support/cohort.mjs";
import { rule } from "./support/patient.mjs";
import { answer, answers, ask, fill, fillGroups, results } from "./support/tables.mjs";

const site = useSite();

const open = (t, options = {}) => site.open(t, { fragment: "#tables", ...options });

/** Which a computer needs long for: some four million tables in each of two unconditional tests. */
const LONG = [900, 1100, 950, 1040];

test("Two groups: the treated and the untreated women of the paper", async (t) => {
    const page = await open(t);
    await answers(page, "Results appear here as you type.");
    await fillGroups(page, [163, 34, 217, 52]);
    // m <- matrix(c(163, 34, 217, 52), 2, byrow = TRUE)
    // fisher.test(m)$p.value 0.62929, chisq.test(m, correct = FALSE) 0.32441, p 0.56897,
    // chisq.test(m)$p.value 0.65365; binom.test(163, 197)$conf.int 0.76726 0.87742;
    // prop.test(217, 269, correct = FALSE)$conf.int 0.75532 0.84943
    await answers(page, /^82\.74% \(163\/197\) in group 1 against 80\.67% \(217\/269\) in group 2: risk difference 2\.07 points .* p = 0\.629\.$/);
    const tests = await results(page, /^Tests of no difference/);
    assert.equal(tests["Fisher's exact test"].at(-1), "0.629");
    assert.deepEqual(tests["Chi-square, Pearson"], ["0.3244 1 df", "0.569"]);
    assert.equal(tests["Chi-square, Yates"].at(-1), "0.654");
    const groups = await results(page, /^The counts as read/);
    assert.deepEqual(groups["Group 1"], ["163", "34", "197", "82.74% 76.73% to 87.74%", "76.85% to 87.38%"]);
    assert.equal(groups["Group 2"].at(-1), "75.53% to 84.94%");
    // Sample odds ratio 1.1488, risk ratio 1.0257; fisher.test(m)$estimate 1.1485.
    const effects = await results(page, /^How the groups differ/);
    assert.equal(effects["Odds ratio, Woolf"][0], "1.149");
    assert.equal(effects["Odds ratio, exact"][0], "1.148");
    assert.equal(effects["Risk ratio, score"][0], "1.026");
    // The same as events among all.
    await page.getByRole("radio", { name: "the whole group" }).check();
    await fill(page, { "Group 1, all": "197", "Group 2, all": "269" });
    await answers(page, /^82\.74% \(163\/197\) in group 1 against 80\.67% \(217\/269\)/);
});

/** The published example of each question, and what is known of it. */
const EXAMPLES = {
    // Fisher 1935: 0.486 two-sided (fisher.test), 0.243 one-sided.
    "Two groups, one event": [/p = 0\.486\.$/, /^Tests of no difference/, "Fisher, one-sided: more in group 1", "0.243"],
    // binom.test(81, 263)$conf.int 0.25274 0.36762; Newcombe 1998: Wilson 0.2553 to 0.3662.
    "One proportion": ["81/263 = 30.80%, 95% confidence interval (exact) 25.27% to 36.76%.", /^The share with the event/, "Wilson score", "25.53% to 36.62%"],
    // mantelhaen.test(UCBAdmissions, turned): 0.9047 (0.7719, 1.0603); metafor rma.mh: BD p 0.0020714.
    "Two groups in strata": [/^Common odds ratio 0\.9047 \(95% confidence interval 0\.7719 to 1\.060\)/, /^Tests over all strata/, "Breslow-Day", "0.00207"],
    // mcnemar.test, Agresti 1990: 17.36 without correction; binom.test(86, 236)$p.value 3.716e-05.
    "Pairs": [/exact test, two-sided, p = 3\.72 × 10⁻⁵\.$/, /^Tests that the event is as frequent/, "McNemar, corrected", "4.11 × 10⁻⁵"],
    // fisher.test(Job)$p.value 0.7827; chisq.test(Job)$p.value 0.7434.
    "Table of any size": [/^4 × 4 table of 96: .*p = 0\.783; Cramér's V 0\.1439\.$/, /^Tests that rows and columns/, "Chi-square, Pearson", "0.743"],
    // coin oneway_test, exact: 0.01725; Agresti: one-sided 0.0168; prop.trend.test p 0.01037.
    "Trend over ordered groups": [/by distance, p = 0\.0172; asymptotic z = 2\.563, p = 0\.0104\.$/, /^Tests for a linear trend/, "Exact, one-sided: rising", "0.0168"],
    // t.test p 0.06210; wilcox.test p 0.2544, one-sided 0.1272.
    "Measured values in groups": [/Welch's t test, p = 0\.0621\); exact Mann-Whitney test, p = 0\.254\.$/, /^Tests that the groups/, "Exact, one-sided: first larger", "0.127"],
    // metafor rma(REML, knha) on dat.bcg: 0.4894 (0.3301, 0.7257), I2 92.22; QEp 2.0e-26.
    "Meta-analysis of trials": [/^13 trials: risk ratio 0\.4894 \(95% confidence interval 0\.3301 to 0\.7257;.* I² 92\.22%\.$/, "Test that they do not differ", "Cochran's Q", "2.00 × 10⁻²⁶"],
    // power.prop.test(p1 = .50, p2 = .75, power = .90)$n 76.7
    "Sample size and power": ["To find the difference: 77 in group 1 and 77 in group 2.", "To find a difference between 50% and 75% with power 90%", "Sample size, group 1", "77"],
    // VanderWeele and Ding 2017: 7.26 and 3.0.
    "E-value": ["E-value 7.263 for the estimate and 3.000 for its interval.", "E-values", "E-value of the interval", "3.000"],
    // Benjamini and Hochberg 1995: four, where Bonferroni has three.
    "Several p-values": [/9 at most 5% unadjusted, 3 by Holm, 4 by Benjamini-Hochberg\.$/, /^p-values as read/, "At most 5%", "4"],
};

test("Every question explains itself and answers its published example", async (t) => {
    const page = await open(t);
    for (const [question, [summary, table, row, value]] of Object.entries(EXAMPLES)) {
        await ask(page, question);
        await page.getByRole("button", { name: "Try a published example" }).click();
        await answers(page, summary);
        const found = await results(page, table);
        assert.ok(found[row], `${question}: ${row} is among ${Object.keys(found)}`);
        assert.equal(found[row].at(-1), value, question);
        assert.equal(await page.getByText("not computed", { exact: true }).count(), 0, question);
        if (question !== "Several p-values") {
            assert.ok(await page.locator("canvas:visible").count() > 0, `${question} has a chart`);
        }
        await page.getByRole("button", { name: "Clear" }).click();
        await answers(page, "Results appear here as you type.");
        assert.equal(await page.getByRole("table", { name: table }).count(), 0);
    }
});

test("A value is typed, a question is chosen and the answer is copied by keys alone", async (t) => {
    const page = await open(t, { permissions: ["clipboard-read", "clipboard-write"] });
    await page.getByRole("radio", { name: "Two groups, one event" }).focus();
    await page.keyboard.press("ArrowRight");
    await page.getByRole("heading", { name: "One proportion", level: 2 }).waitFor();
    // From the questions to the first field, past no more than the clear button.
    for (const text of ["81", "263"]) {
        do {
            await page.keyboard.press("Tab");
        } while (!await page.evaluate(() => document.activeElement.matches("input[type=text]")));
        await page.keyboard.type(text);
    }
    await answers(page, "81/263 = 30.80%, 95% confidence interval (exact) 25.27% to 36.76%.");
    do {
        await page.keyboard.press("Tab");
    } while (await page.evaluate(() => document.activeElement.textContent) !== "Copy as text");
    await page.keyboard.press("Enter");
    await page.getByText("Copied.").waitFor();
    const text = await page.evaluate(() => navigator.clipboard.readText());
    assert.match(text, /^One proportion\n81\/263 = 30\.80%, 95% confidence interval \(exact\) 25\.27% to 36\.76%\.\n/);
    assert.match(text, /Wilson score\s+30\.80%\s+25\.53% to 36\.62%\n\s+The shares that the score test/);
    assert.match(text, /Wilson EB, J Am Stat Assoc 1927/);
});

test("A block from a spreadsheet is pasted into the cells and into the areas", async (t) => {
    const page = await open(t, { permissions: ["clipboard-read", "clipboard-write"] });
    const paste = async (name, text) => {
        await page.evaluate((text) => navigator.clipboard.writeText(text), text);
        await page.getByRole("textbox", { name, exact: true }).focus();
        await page.keyboard.press("Control+V");
    };
    await paste("Group 1, event", "163\t34\n217\t52\n");
    await answers(page, /^82\.74% \(163\/197\)/);
    assert.equal(await page.getByRole("textbox", { name: "Group 2, no event" }).inputValue(), "52");
    await ask(page, "Table of any size");
    await paste("Counts, one row a line", "\tlow\thigh\r\ntreated\t163\t34\r\nother\t217\t52\r\n");
    await answers(page, /^2 × 2 table of 466: .*p = 0\.629;/);
    assert.deepEqual((await results(page, "The counts as read")).treated, ["163", "34", "197"]);
});

test("What is wrong is said at its field, and results wait until it is right", async (t) => {
    const page = await open(t);
    await fillGroups(page, [163, 34, 217, 52]);
    await answers(page, /^82\.74%/);
    const field = page.getByRole("textbox", { name: "Group 1, no event" });
    for (const [text, message] of [
        ["thirty", "“thirty” is not a number."],
        ["-3", "“-3” is negative; a count is 0 or more."],
        ["3.5", "“3.5” is not a whole number."],
        ["1e12", "“1e12” is too large; counts up to 1,000,000,000 are taken."],
    ]) {
        await field.fill(text);
        await answers(page, "No result: see what is marked in the form.");
        assert.equal(await field.getAttribute("aria-invalid"), "true");
        const described = await field.getAttribute("aria-describedby");
        await shows(page.locator(`[id="${described}"]`), message);
        assert.equal(await page.getByRole("table", { name: /^Tests/ }).count(), 0);
    }
    await field.fill("");
    await answers(page, "Something is still missing in the form.");
    assert.equal(await field.getAttribute("aria-invalid"), null);
    await field.fill("34");
    await answers(page, /^82\.74%/);
    await ask(page, "Two groups in strata");
    await fill(page, { "One stratum a line": "North 12 5 7 9\nSouth 3 4 5" });
    await page.getByText("Line 2: 3 counts found; four are needed, two for each group.").waitFor();
});

test("Zeros have answers, and what has no value says why", async (t) => {
    const page = await open(t);
    await fillGroups(page, [0, 5, 3, 2]);
    await answers(page, /^0% \(0\/5\) in group 1 against 60\.00% \(3\/5\)/);
    const effects = await results(page, /^How the groups differ/);
    assert.deepEqual(effects["Odds ratio, Woolf"], ["not defined", "One of the four counts is zero."]);
    assert.equal(effects["Odds ratio, exact"][0], "0");
    await fillGroups(page, [0, 0, 3, 2]);
    await answers(page, /the risk difference is not defined, because a group is empty/);
});

test("The confidence level changes every interval", async (t) => {
    const page = await open(t);
    await ask(page, "One proportion");
    await fill(page, { "With the event": "81", "Out of": "263", "Confidence level": "99" });
    // binom.test(81, 263, conf.level = .99)$conf.int 0.23684 0.38626
    await answers(page, "81/263 = 30.80%, 99% confidence interval (exact) 23.68% to 38.63%.");
    await page.getByRole("columnheader", { name: "99% confidence interval" }).waitFor();
    await fill(page, { "Confidence level": "100" });
    await page.getByText("The confidence level must lie between 0% and 100%.").waitFor();
    await fill(page, { "Confidence level": "0.95", "Compare with": "25%" });
    // binom.test(81, 263, .25)$p.value 0.032604
    await answers(page, /against 25\.00% the exact binomial test gives p = 0\.0326\.$/);
});

test("The JSON holds what was typed and every result in full precision", async (t) => {
    const page = await open(t);
    await fillGroups(page, [163, 34, 217, 52]);
    await answers(page, /^82\.74%/);
    const { name, bytes } = await save(page, "Download JSON");
    assert.equal(name, "two-by-two.json");
    const record = JSON.parse(bytes.toString("utf8"));
    assert.deepEqual(record.entry.texts.slice(0, 4), ["163", "34", "217", "52"]);
    const found = Object.fromEntries(record.findings.map((finding) => [finding.id, finding]));
    // chisq.test(m, correct = FALSE)$statistic, fisher.test(m)$p.value
    near(found.chi_square.outcome.test.statistic, 0.3244068701159);
    near(found.fisher_minimum_likelihood.outcome.test.p_value.value, 0.6292918927851);
    assert.match(found.fisher_minimum_likelihood.definition, /no more likely than the observed one/);
    await fillGroups(page, [0, 5, 3, 2]);
    await answers(page, /^0% /);
    const zeros = JSON.parse((await save(page, "Download JSON")).bytes.toString("utf8"));
    const woolf = zeros.findings.find((finding) => finding.id === "odds_ratio_woolf");
    assert.equal(woolf.outcome.undefined.reason, "zero_cell");
});

function near(found, expected) {
    assert.ok(Math.abs(found / expected - 1) < 1e-10, `${found} is not ${expected}`);
}

test("A long computation shows what is there, can be stopped, and gives way to what is typed", async (t) => {
    const page = await open(t);
    await fillGroups(page, LONG);
    const progress = page.getByRole("progressbar", { name: "Computation" });
    await progress.waitFor();
    // 45.00 % against 47.74 % (950/1990); everything that is quick is there.
    await answers(page, /^45\.00% \(900\/2,000\) in group 1 against 47\.74% \(950\/1,990\)/);
    const partial = await results(page, /^Tests of no difference/);
    assert.equal(partial["Boschloo's test"].at(-1), "not computed");
    assert.notEqual(partial["Fisher's exact test"].at(-1), "not computed");
    await page.waitForFunction(() => document.querySelector("progress").value > 0);
    await page.getByRole("button", { name: "Stop" }).click();
    await page.getByText("Stopped: what the tables call not computed is missing.").waitFor();
    await hides(progress);
    // What is typed next is answered at once, also while another one runs.
    await fillGroups(page, [900, 1100, 950, 1041]);
    await progress.waitFor();
    await fillGroups(page, [3, 1, 1, 3]);
    await answers(page, /p = 0\.486\.$/);
    await hides(progress);
    const whole = await results(page, /^Tests of no difference/);
    assert.notEqual(whole["Boschloo's test"].at(-1), "not computed");
});

test("A computation that is stopped costs the cohort nothing", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    await openExample(page);
    await page.getByRole("link", { name: "Tables" }).click();
    await fillGroups(page, LONG);
    await page.getByRole("button", { name: "Stop" }).click();
    await page.getByText(/^Stopped: /).waitFor();
    await page.getByRole("link", { name: "Cohort" }).click();
    await showsReport(page, "SYNTHETIC-example.csv");
    const before = await read(page.getByText(/^Rule set [0-9a-f]{8}:/));
    await rule(page, "All three").check();
    await page.waitForFunction(
        (before) => ![...document.querySelectorAll("p")].some((one) => one.innerText.trim() === before),
        before,
    );
    // What was typed is still there, and its results come again.
    await page.getByRole("link", { name: "Tables" }).click();
    assert.equal(await page.getByRole("textbox", { name: "Group 1, event" }).inputValue(), "900");
    await answers(page, /^45\.00%/);
});

test("A question keeps what was typed into it, and answers do not stray", async (t) => {
    const page = await open(t);
    await fillGroups(page, [3, 1, 1, 3]);
    await answers(page, /p = 0\.486\.$/);
    await ask(page, "Pairs");
    await answers(page, "Results appear here as you type.");
    await ask(page, "Two groups, one event");
    await answers(page, /p = 0\.486\.$/);
    assert.equal(await answer(page).getAttribute("aria-live"), "polite");
});
