// The states of the page, and how a person gets there: for what has to hold in all of them.

import { choose, failure, openExample, showsReportLeavingOut } from "./cohort.mjs";
import { cohort, file } from "./files.mjs";
import { control, rule, showsClass, typeLaboratory, unfoldLaboratory } from "./patient.mjs";
import { answers, ask, fill, fillGroups } from "./tables.mjs";

/** What the page about the evidence shows besides all trials together. */
const EXTRAS = ["prediction interval", "added by year", "without each trial", "by losses", "by start of the infusions", "funnel plot"];

/** `{ act, fragment, expectsComplaints }` by name: what is done on the page of that fragment, once it is open. */
export const STATES = {
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
    "patient-laboratory": {
        act: async (page) => {
            await typeLaboratory(page, ["17.2", "36", "22", "8", "28"]);
            for (const summary of await page.locator("section[aria-labelledby='my-laboratory-title'] summary").all()) {
                await summary.click();
            }
            await page.getByLabel("Coefficient of variation: NK cell level", { exact: true }).fill("x");
            await page.getByRole("button", { name: "Use these cut-offs: King 2010, Sydney" }).click();
            await showsClass(page, "NK cytotoxicity");
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
    "patient-slip": {
        act: async (page) => {
            await page.getByText("Paste a laboratory slip", { exact: true }).first().click();
            await page.locator("#slip").fill("36세 NK 18.2% / K562 50:1 30.1, 25:1 22; NK LU 7");
            await page.getByRole("button", { name: "Fill in the fields" }).click();
            await page.getByText("Not taken from the slip:").waitFor();
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
