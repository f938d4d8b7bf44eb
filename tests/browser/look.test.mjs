// Every state of the page at the widths of phones, a tablet and a desk, light and
// dark: nothing sticks out, nothing is too faint, nothing complains. The
// pictures are kept in `artifacts` for human eyes.

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { before, test } from "node:test";

import { drawn, readAll, useSite } from "./support/browser.mjs";
import { choose, failure, openExample, showsReport, showsReportLeavingOut } from "./support/cohort.mjs";
import { faintTexts } from "./support/contrast.mjs";
import { cohort, file } from "./support/files.mjs";
import { answers, ask, fill, fillGroups } from "./support/tables.mjs";
import { control, rule, showsClass, typeLaboratory, unfoldLaboratory, verdict } from "./support/patient.mjs";

const ARTIFACTS = path.join(import.meta.dirname, "artifacts");
const WIDTHS = [320, 360, 768, 1280];
const SCHEMES = ["light", "dark"];

/** What the page about the evidence shows besides all trials together. */
const EXTRAS = ["prediction interval", "added by year", "without each trial", "by losses", "by start of the infusions", "funnel plot"];

const site = useSite();

before(() => mkdirSync(ARTIFACTS, { recursive: true }));

/** The states of the page, and how a person gets there. */
const STATES = {
    "patient-empty": { act: (page) => showsClass(page, "No values yet") },
    "patient-full": {
        act: async (page) => {
            await typeLaboratory(page, ["17.2", "36", "22", "8", "28"]);
            await control(page, "Previous losses").fill("3");
            await control(page, "Age").fill("34");
            await control(page, "Known etiology").check();
            await control(page, "Which cause or causes").fill("thyroid");
            await control(page, "Height and weight").check();
            await control(page, "Height").fill("160");
            await control(page, "Weight").fill("64");
            await unfoldLaboratory(page);
            await showsClass(page, "NK cell level + cytotoxicity");
        },
    },
    "patient-open": {
        act: async (page) => {
            await typeLaboratory(page, ["17.2", "0.5", "161", "", "abc"]);
            await control(page, "Previous losses").fill("1");
            await rule(page, "25:1 only").check();
            await showsClass(page, "At least one abnormality");
        },
    },
    "patient-normal": {
        act: async (page) => {
            await typeLaboratory(page, ["10", "20", "15", "5", "20"]);
            await showsClass(page, "No abnormality");
        },
    },
    "cohort-empty": {
        fragment: "#cohort",
        act: async (page) => { await page.getByText("What the columns hold").click(); },
    },
    "cohort-report": {
        fragment: "#cohort",
        act: async (page) => {
            await openExample(page);
            await page.locator(".study .download-list").first().waitFor();
            await page.getByText("The numbers behind this figure").first().click();
        },
    },
    "cohort-long-words": {
        fragment: "#cohort",
        act: async (page) => {
            const long = "x".repeat(120);
            await choose(page, file(`${long}.csv`, cohort([{ etiology: long }, { patient_id: long, nk_percent: long }])));
            await showsReportLeavingOut(page, `${long}.csv`, "proposed");
        },
    },
    "cohort-error": {
        fragment: "#cohort",
        act: async (page) => {
            await choose(page, file("unclosed.csv", `${cohort([{}])}"`));
            await failure(page).waitFor();
        },
    },
    "tables-empty": {
        fragment: "#tables",
        act: (page) => answers(page, "Results appear here as you type."),
    },
    "tables-two-groups": {
        fragment: "#tables",
        act: async (page) => {
            await fillGroups(page, [163, 34, 217, 52]);
            await answers(page, /p = 0\.629\.$/);
            await page.getByText("Where the methods come from").click();
        },
    },
    "tables-values": { fragment: "#tables", act: (page) => example(page, "Measured values in groups") },
    "tables-any-size": { fragment: "#tables", act: (page) => example(page, "Table of any size") },
    "tables-trials": {
        fragment: "#tables",
        act: async (page) => {
            await example(page, "Meta-analysis of trials");
            await page.getByText("What remains without each trial").click();
        },
    },
    "tables-p-values": { fragment: "#tables", act: (page) => example(page, "Several p-values") },
    "tables-wrong": {
        fragment: "#tables",
        act: async (page) => {
            await ask(page, "Sample size and power");
            await fill(page, { "Expected share in group 1": "80", "Margin": "x".repeat(60) });
            await answers(page, "No result: see what is marked in the form.");
        },
    },
    "tables-computing": {
        fragment: "#tables",
        act: async (page) => {
            await fillGroups(page, [900, 1100, 950, 1040]);
            await page.getByRole("button", { name: "Stop" }).click();
            await page.getByText(/^Stopped: /).waitFor();
        },
    },
    "evidence": {
        fragment: "#evidence",
        act: async (page) => {
            for (const name of EXTRAS) {
                await page.getByRole("checkbox", { name, exact: true }).check();
            }
            await page.getByRole("button", { name: "Add a row" }).click();
            await page.getByRole("textbox", { name: "German RSA/IVIG 1994, IVIG, live births" }).fill("40");
            await page.getByText("more than women").waitFor();
        },
    },
    "privacy": {
        fragment: "#privacy",
        expectsComplaints: true,
        act: async (page) => {
            await page.getByRole("button", { name: "Test the network" }).click();
            await page.getByRole("table", { name: "Ways out and what came of them" }).waitFor();
            await page.getByText("The files of the build").click();
        },
    },
    "about": { fragment: "#about", act: (page) => page.getByRole("heading", { name: "About this tool" }).waitFor() },
};

/** Asks a question of the calculator with its published example. */
async function example(page, question) {
    await ask(page, question);
    await page.getByRole("button", { name: "Try a published example" }).click();
    await page.getByRole("button", { name: "Copy as text" }).waitFor();
}

for (const [name, { fragment, expectsComplaints, act }] of Object.entries(STATES)) {
    test(`${name}: fits every width, and its text can be read in light and dark`, async (t) => {
        const page = await site.open(t, { fragment, expectsComplaints, viewport: { width: WIDTHS.at(-1), height: 900 } });
        await act(page);
        // What is far out of sight is looked at too, so it has to be laid out.
        await page.locator(".study-body > .panel").evaluateAll((panels) => {
            panels.forEach((panel) => { panel.style.contentVisibility = "visible"; });
        });
        // What sticks to the window stands in its place when nothing is scrolled.
        await page.evaluate(() => scrollTo(0, 0));
        const problems = [];
        for (const width of WIDTHS) {
            await page.setViewportSize({ width, height: 900 });
            for (const colorScheme of SCHEMES) {
                await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
                await drawn(page);
                const picture = path.join(ARTIFACTS, `${name}-${width}-${colorScheme}.jpg`);
                await page.screenshot({ path: picture, type: "jpeg", quality: 80, fullPage: true });
                const { faint, n_checked } = await faintTexts(page);
                assert.ok(n_checked > 20, `only ${n_checked} texts were looked at`);
                const found = [...await overflowing(page), ...faint];
                problems.push(...found.map((problem) => `${width} px, ${colorScheme}: ${problem}`));
            }
        }
        assert.deepEqual(problems, []);
    });
}

/**
 * What sticks out of the window: the document as a whole, or an element without
 * a frame of its own to scroll in.
 */
function overflowing(page) {
    return page.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement;
        const outside = [...document.querySelectorAll("body *")]
            .filter((element) => !element.closest(".table-scroll *, .contents *, .visually-hidden, svg *") && element.checkVisibility())
            .filter((element) => element.getBoundingClientRect().right > clientWidth + 1)
            .map((element) => `${element.tagName}.${element.className} sticks out`);
        return scrollWidth > clientWidth ? [`the document is ${scrollWidth} px wide`, ...outside] : outside;
    });
}

test("On a phone the decision trace is read without scrolling sideways", async (t) => {
    for (const width of [320, 360]) {
        const page = await site.open(t, { viewport: { width, height: 800 } });
        await STATES["patient-open"].act(page);
        const frame = page.getByRole("region", { name: /^Decision trace/ });
        assert.ok(await frame.evaluate(({ scrollWidth, clientWidth }) => scrollWidth <= clientWidth), `${width} px`);
        for (const text of ["17.2", "Han 2025, Fig. 2", "in doubt"]) {
            assert.ok(await frame.getByText(text).first().isVisible(), `${width} px: ${text}`);
        }
    }
});

test("On paper there are no controls, only the values and what they mean", async (t) => {
    const page = await site.open(t, { viewport: { width: 794, height: 1123 } });
    await STATES["patient-full"].act(page);
    await page.emulateMedia({ media: "print", colorScheme: "light" });
    await isPaper(page, "patient");
    assert.ok(await verdict(page).isVisible());
    assert.ok(await page.getByRole("table", { name: /^Decision trace/ }).isVisible());
});

test("A printed report holds its flow, its tables and its figures, and no buttons", async (t) => {
    const page = await site.open(t, { fragment: "#cohort", viewport: { width: 794, height: 1123 } });
    await openExample(page);
    await page.locator(".study .download-list").first().waitFor();
    await page.emulateMedia({ media: "print", colorScheme: "light" });
    // What was never in sight is laid out for the paper.
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    await isPaper(page, "report");
    for (const heading of ["Participants", "What was read", "Classes and live births", "What was changed and what is not used"]) {
        assert.ok(await page.getByRole("heading", { name: heading, exact: true }).isVisible(), heading);
    }
    assert.ok(await page.locator(".study canvas:visible").count() > 10);
    // Frames that scroll on the screen show all that they hold.
    const cut = await page.locator(".table-scroll:visible").evaluateAll((frames) => frames
        .filter((frame) => frame.scrollHeight > frame.clientHeight + 1 && getComputedStyle(frame).overflowY !== "visible")
        .map((frame) => frame.getAttribute("aria-label")));
    assert.deepEqual(cut, []);
});

test("Printed results hold every table and chart, and no form", async (t) => {
    const page = await site.open(t, { fragment: "#tables", viewport: { width: 794, height: 1123 } });
    await STATES["tables-two-groups"].act(page);
    await page.emulateMedia({ media: "print", colorScheme: "light" });
    await isPaper(page, "tables");
    assert.ok(await page.getByText("82.74% (163/197) in group 1").isVisible());
    assert.equal(await page.locator("table:visible").count(), 3);
    assert.equal(await page.locator("canvas:visible").count(), 1);
    assert.equal(await page.locator("input:visible, textarea:visible").count(), 0);
});

/** Nothing that can only be operated is printed, and what is printed can be read. */
async function isPaper(page, name) {
    await drawn(page);
    await page.screenshot({ path: path.join(ARTIFACTS, `print-${name}.jpg`), type: "jpeg", quality: 80, fullPage: true });
    assert.deepEqual(await readAll(page.locator("button:visible, .button:visible, nav:visible")), []);
    const { faint, n_checked } = await faintTexts(page);
    assert.ok(n_checked > 20);
    assert.deepEqual(faint, []);
}
