// The cohort page in the words of its user.

import { readAll, readRows } from "./browser.mjs";

/** Chooses a file as a person does who presses the button. */
export async function choose(page, file) {
    await page.getByLabel("Choose a file").setInputFiles(file);
}

/** Drops files where the page asks for one. */
export async function drop(page, files) {
    const transfer = await page.evaluateHandle((files) => {
        const transfer = new DataTransfer();
        for (const { name, text } of files) {
            transfer.items.add(new File([text], name, { type: "text/csv" }));
        }
        return transfer;
    }, files);
    const area = page.getByRole("heading", { name: "Open a cohort file" });
    await area.dispatchEvent("dragover", { dataTransfer: transfer });
    await area.dispatchEvent("drop", { dataTransfer: transfer });
}

/** Opens the synthetic example and waits for its report. */
export async function openExample(page) {
    await page.getByRole("button", { name: "Open the synthetic example" }).click();
    await showsReport(page, "SYNTHETIC-example.csv");
}

/**
 * Answers every question about a file as somebody does who leaves out what
 * cannot be used and takes the first of two rows, and reads it. Words that are
 * not known are left out too, or stand for what is `proposed`.
 */
export async function readLeavingOut(page, words = "left out") {
    const first = page.locator(".question").first();
    while (await first.isVisible()) {
        const title = await first.getByRole("heading").innerText();
        const answer = first.getByRole("button", { name: /^Leave these (women|rows) out|^Use the first row/ });
        if (await answer.count() > 0) {
            await answer.first().click();
        } else {
            for (const select of words === "proposed" ? [] : await first.getByRole("combobox").all()) {
                await select.selectOption("leave_out");
            }
            await first.getByRole("button", { name: /these answers$/ }).click();
        }
        await page.locator(".question").filter({ hasText: title }).waitFor({ state: "detached" });
    }
    await page.getByRole("button", { name: "Read the file", exact: true }).click();
}

/** Waits until a file that asks has been looked at. */
export async function showsQuestions(page, fileName) {
    await page.getByRole("heading", { name: `How ${fileName} is read` }).waitFor();
    await page.locator(".question").first().waitFor();
}

/** Waits for the report of a file that asks, after its questions were answered. */
export async function showsReportLeavingOut(page, fileName, words) {
    await showsQuestions(page, fileName);
    await readLeavingOut(page, words);
    await showsReport(page, fileName);
}

/** Waits for the report of a file. */
export async function showsReport(page, fileName) {
    await page.getByRole("region", { name: "File" }).getByText(fileName, { exact: true }).waitFor();
    await page.getByRole("heading", { name: "Participants", exact: true }).waitFor();
}

/** The alert that says why a file cannot be used. */
export function failure(page) {
    return page.getByRole("alert");
}

/** The names of the steps that the flow goes through. */
const STEPS = [
    "Rows read", "Records", "Records within the filter", "With recurrent pregnancy loss", "With an immune class",
    "With a class and an outcome",
];

/** The steps of the flow, with those who leave before each: `{ name, n, leaving: [{ name, n }] }`. */
export async function readFlow(page) {
    const rows = await cellsOf(page.getByRole("region", { name: "Participants" }).locator(".figure-data table"));
    const steps = [];
    let leaving = [];
    for (const [name, n] of rows) {
        if (STEPS.includes(name)) {
            steps.push({ name, n: whole(n), leaving });
            leaving = [];
        } else {
            leaving.push({ name, n: whole(n) });
        }
        if (name === STEPS.at(-1)) {
            break;
        }
    }
    return steps;
}

/**
 * The cells of a table's rows, of one that is folded too. They are read within the table: a
 * tab of Firefox 153 dies when it hands a list of rows to the test.
 */
function cellsOf(table) {
    return table.evaluate((table) => [...table.tBodies].flatMap(({ rows }) => [...rows]).map((row) => (
        [...row.cells].map((cell) => cell.textContent)
    )));
}

/** `1,234` to 1234. */
export function whole(text) {
    return Number(text.replaceAll(",", ""));
}

/** The table of classes: the strata with their size, and a list of cells a class. */
export async function readClasses(page) {
    const table = page.getByRole("table", { name: "Classes and live births by etiology" });
    const heads = await table.locator("thead th").allTextContents();
    const strata = heads.slice(1).filter((_, place) => place % 2 === 0).map((head) => {
        const [, name, n] = head.match(/^(.*) \(n = ([\d,]+)\)$/);
        return { name, n: whole(n) };
    });
    const rows = await table.evaluate((table) => [...table.tBodies].flatMap(({ rows }) => [...rows]).map((row) => (
        [...row.cells].map((cell) => {
            const below = cell.querySelector(".below")?.textContent ?? "";
            return { text: cell.firstChild?.textContent ?? "", below };
        })
    )));
    return {
        strata,
        rows: rows.map(([name, ...cells]) => ({
            name: name.text,
            cells: strata.map((_, place) => cellOf(cells.slice(2 * place, 2 * place + 2))),
        })),
    };
}

/** The two table cells of a class in a stratum. */
function cellOf([women, rate]) {
    const [, births = "", share = ""] = rate.text.match(/^([\d,/]+) \((.*)\)$/) ?? [];
    const [events, total] = births === "" ? [0, 0] : births.split("/").map(whole);
    return {
        n: whole(women.text), prevalence: women.below, births, events, total, rate: `${share} ${rate.below}`.trim(),
    };
}

/** The table of row issues, a list of cells an issue. */
export function readIssues(page) {
    return readRows(page.getByRole("table", { name: "Changes and rows not used" }));
}

/** What a rule would make of the women: its row. */
export function ruleLine(page, rule) {
    const table = page.getByRole("table", { name: "Cytotoxicity rules compared" });
    return table.getByRole("row").filter({ has: page.getByRole("rowheader", { name: rule, exact: true }) });
}

/** A row of the list of what was read, by its first cell. */
export function line(page, term) {
    return page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: term, exact: true }) }).first();
}
