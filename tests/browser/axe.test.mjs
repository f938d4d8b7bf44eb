// What axe finds in every state of every page, in light and dark, on a phone and at a
// desk: nothing, by its rules for WCAG 2.0 to 2.2, A and AA, and for best practice. And
// what it does not look for: fields of one name, ids that are none, and targets that are small.

import assert from "node:assert/strict";
import { test } from "node:test";

import axe from "axe-core";

import { drawn, shows, useSite } from "./support/browser.mjs";
import { choose, openExample, showsQuestions, showsReport } from "./support/cohort.mjs";
import { cohort, file } from "./support/files.mjs";
import { STATES } from "./support/states.mjs";
import { typeLaboratory } from "./support/patient.mjs";
import { answers, ask } from "./support/tables.mjs";

const WIDTHS = [320, 1280];
const SCHEMES = ["light", "dark"];

const site = useSite();

/** States that hold nothing new for the eye. */
const MORE = {
    "patient-file-refused": {
        act: async (page) => {
            await typeLaboratory(page, ["17.2", "36", "22", "8", "28"]);
            await page.getByLabel("Name or number, for this print only").fill("4711");
            await page.locator("#patient-file").setInputFiles(file("hers.json", "{"));
            await shows(page.getByRole("region", { name: "Save and open this patient" }).getByRole("status"), /hers\.json/);
            await page.keyboard.press("Tab");
            await page.locator("#shortcuts-title").click();
        },
    },
    "cohort-questions": {
        fragment: "#cohort",
        act: async (page) => {
            await choose(page, file("asks.csv", cohort([{}, { nk_percent: "high" }, { etiology: "unknown thing" }, { outcome: "born" }])));
            await showsQuestions(page, "asks.csv");
        },
    },
    "cohort-filter-wrong": {
        fragment: "#cohort",
        act: async (page) => {
            await openExample(page);
            await page.getByLabel("Age from").fill("40");
            await page.getByLabel("Age to").fill("30");
            await shows(page.locator("[aria-invalid] >> xpath=../.. >> .field-message").first(), "“From” is above “to”");
            // The laboratory's cut-offs and the sliders stand on the page at the same time.
            await page.getByText("Change it for Patient and Cohort").click();
        },
    },
    "cohort-paste": {
        fragment: "#cohort",
        act: async (page) => {
            await page.getByText("Paste rows from a spreadsheet").click();
            await page.getByLabel("Rows with their header").fill("a\tb");
        },
    },
    "cohort-own-columns": {
        fragment: "#cohort",
        act: async (page) => {
            await keepsOwnColumns(page);
            await page.getByText("Words and their order").first().click();
        },
    },
    "cohort-own-columns-wrong": {
        fragment: "#cohort",
        act: async (page) => {
            await keepsOwnColumns(page);
            await page.getByRole("button", { name: "Read the file", exact: true }).click();
            await showsReport(page, "own.csv");
            await page.getByLabel("TSH from").fill("x");
            await shows(page.locator("[aria-invalid] >> xpath=../.. >> .field-message").first(), "Not a number");
        },
    },
    "privacy-wipe": {
        fragment: "#privacy",
        act: async (page) => {
            await page.getByRole("button", { name: "Wipe" }).click();
            await page.getByRole("button", { name: "Forget everything" }).waitFor();
        },
    },
};

/** A file with a number and a category that the format does not know, both kept. */
async function keepsOwnColumns(page) {
    const [head, ...rows] = cohort(Array.from({ length: 12 }, () => ({}))).trimEnd().split("\n");
    const lines = rows.map((row, place) => `${row},${place}.5,${place % 2 === 0 ? "mild" : "severe"}`);
    await choose(page, file("own.csv", [`${head},TSH,Pain`, ...lines].join("\n")));
    await showsReport(page, "own.csv");
    await page.getByRole("button", { name: "Change how this file is read" }).click();
    await page.getByRole("button", { name: "Keep 2 more columns as proposed" }).click();
    await page.locator(".import:not(.import-updating)").waitFor();
    await page.getByLabel("Unit of TSH, if it has one").waitFor();
}

for (const [name, { fragment, expectsComplaints, act }] of Object.entries({ ...STATES, ...MORE })) {
    test(`${name}: axe finds nothing, no two fields have one name, no target is small`, async (t) => {
        const page = await open(t, fragment, expectsComplaints);
        await act(page);
        assert.deepEqual(await examine(page), []);
    });
}

test("axe finds nothing in any question of the calculator, with its answer and with errors", async (t) => {
    const page = await open(t, "#tables");
    const questions = await page.getByRole("radio").evaluateAll((radios) => (
        radios.filter(({ name }) => name === "question").map((radio) => radio.labels[0].textContent)
    ));
    assert.ok(questions.length >= 11, `only ${questions.length} questions`);
    const problems = [];
    for (const question of questions) {
        await ask(page, question);
        // The level is that of all questions.
        await page.getByRole("textbox", { name: "Confidence level" }).fill("95");
        await page.getByRole("button", { name: "Try a published example" }).click();
        await page.getByRole("button", { name: "Copy as text" }).waitFor();
        problems.push(...(await examine(page)).map((problem) => `${question}, answered: ${problem}`));
        for (const field of await page.locator("form").getByRole("textbox").all()) {
            await field.fill("1 x");
        }
        await answers(page, "No result: see what is marked in the form.");
        await page.locator("[aria-invalid=true]").first().waitFor();
        problems.push(...(await examine(page)).map((problem) => `${question}, with errors: ${problem}`));
    }
    assert.deepEqual(problems, []);
});

test("axe is able to find something", async (t) => {
    const page = await open(t, "#about");
    await page.evaluate(() => document.querySelector("main").append(document.createElement("button")));
    const problems = await examine(page);
    assert.ok(problems.some((problem) => /button-name/.test(problem)), problems.join("\n"));
    assert.ok(problems.some((problem) => /small target/.test(problem)), problems.join("\n"));
});

async function open(t, fragment, expectsComplaints) {
    const page = await site.open(t, { fragment, expectsComplaints, viewport: { width: WIDTHS.at(-1), height: 900 } });
    // No policy holds for the debugger.
    await page.evaluate(axe.source);
    return page;
}

/** What is wrong at any width and in any scheme, a line each. */
async function examine(page) {
    // What is far out of sight is looked at too, so it has to be laid out.
    await page.locator(".study-body > .panel").evaluateAll((panels) => {
        panels.forEach((panel) => { panel.style.contentVisibility = "visible"; });
    });
    const problems = new Set();
    for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 });
        for (const colorScheme of SCHEMES) {
            await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
            await drawn(page);
            const { n_passed, found } = await runAxe(page);
            assert.ok(n_passed > 15, `only ${n_passed} rules had something to look at`);
            found.forEach((problem) => problems.add(`${width} px, ${colorScheme}: ${problem}`));
        }
        const { n_targets, found } = await look(page);
        assert.ok(n_targets > 4, `only ${n_targets} targets were looked at`);
        found.forEach((problem) => problems.add(`${width} px: ${problem}`));
    }
    return [...problems];
}

/** What axe finds, and how many of its rules had something to look at. */
function runAxe(page) {
    return page.evaluate(async () => {
        const { passes, violations } = await globalThis.axe.run(document, {
            // Addresses such as #cohort/participants name a page and a place in it, and no
            // element; where the contents are moved aside, axe takes them for skip links.
            rules: { "skip-link": { enabled: false } },
            runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
        });
        const found = violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => (
            `${id}: ${html.slice(0, 160)}: ${failureSummary.replace(/\s+/g, " ")}`
        )));
        return { n_passed: passes.length, found };
    });
}

/**
 * Fields to type or choose in that have the same name or none, and targets below 24 px that do
 * not stand in a line of text. A radio button is told apart by its group.
 */
function look(page) {
    return page.evaluate(() => {
        const isShown = (element) => element.checkVisibility({ visibilityProperty: true })
            && !element.closest(".visually-hidden, .skip-link");
        const textOf = (id) => document.getElementById(id)?.textContent ?? "";
        const nameOf = (element) => (
            element.getAttribute("aria-label")
            ?? element.getAttribute("aria-labelledby")?.split(" ").map(textOf).join(" ")
            ?? [...(element.labels ?? [])].map(({ textContent }) => textContent).join(" ")
        ).trim();
        const groupOf = ({ type, name }) => (["radio", "checkbox"].includes(type) ? name : "");
        const kindOf = ({ type }) => (type === "range" ? "slider" : "field");
        const fields = [...document.querySelectorAll("input, select, textarea")].filter(isShown);
        const names = fields.map((field) => `${kindOf(field)} ${groupOf(field)} “${nameOf(field)}”`);
        const doubled = names.filter((name, place) => names.indexOf(name) !== place || name.endsWith("“”"));
        const targets = [...document.querySelectorAll("a, button, input, select, textarea, summary")]
            .filter((element) => isShown(element) && getComputedStyle(element).display !== "inline");
        const small = targets.map((element) => [element, element.getBoundingClientRect()])
            .filter(([, { width, height }]) => width < 24 || height < 24)
            .map(([element, { width, height }]) => (
                `small target: ${element.outerHTML.slice(0, 120)} is ${width.toFixed(1)} by ${height.toFixed(1)} px`
            ));
        const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
        const wrong = ids.filter((id, place) => /^$|\s/.test(id) || ids.indexOf(id) !== place);
        return {
            n_targets: targets.length,
            found: [
                ...doubled.map((name) => `the name of ${name} is not its own`),
                ...wrong.map((id) => `the id “${id}” is not its own, or holds a blank`),
                ...small,
            ],
        };
    });
}
