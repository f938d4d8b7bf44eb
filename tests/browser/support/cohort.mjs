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

/** Waits for the report of a file. */
export async function showsReport(page, fileName) {
    await page.getByRole("region", { name: "File" }).getByText(fileName, { exact: true }).waitFor();
    await page.getByRole("heading", { name: "Flow" }).waitFor();
}

/** The alert that says why a file cannot be used. */
export function failure(page) {
    return page.getByRole("alert");
}

/** The steps of the flow: `{ name, n, leaving: [{ name, n }] }`. */
export async function readFlow(page) {
    const steps = await page.locator(".flow").evaluate((flow) => [...flow.children].map((step) => ({
        going: step.querySelector(".flow-box").innerText,
        leaving: [...step.querySelectorAll(".flow-leaving > li")].map((line) => line.innerText),
    })));
    return steps.map(({ going, leaving }) => ({ ...counted(going), leaving: leaving.map(counted) }));
}

/** `−1,234 Name` to the name and a number without its sign. */
function counted(text) {
    const [, n, name] = text.match(/^−?([\d,]+)\s*(.*)$/);
    return { name, n: whole(n) };
}

/** `1,234` to 1234. */
export function whole(text) {
    return Number(text.replaceAll(",", ""));
}

/** The table of classes: the strata with their size, and a list of cells a class. */
export async function readClasses(page) {
    const table = page.getByRole("table", { name: "Classes and live births by etiology" });
    const strata = (await readAll(table.locator("thead .stratum"))).map((head) => {
        const [, name, n] = head.match(/^(.*) \(n = ([\d,]+)\)$/);
        return { name, n: whole(n) };
    });
    const rows = (await readRows(table)).map(([name, ...cells]) => ({
        name,
        cells: strata.map((_, place) => cellOf(cells.slice(3 * place, 3 * place + 3))),
    }));
    return { strata, rows };
}

/** The three table cells of a class in a stratum. */
function cellOf([women, births, rate]) {
    const [n, prevalence = ""] = women.split(" ");
    const [events, total] = births === "" ? [0, 0] : births.split("/").map(whole);
    return { n: whole(n), prevalence, births, events, total, rate };
}

/** The table of row issues, a list of cells an issue. */
export function readIssues(page) {
    return readRows(page.getByRole("table", { name: "Row issues" }));
}

/** A term of one of the report's lists, with its value and the remark on it. */
export function line(page, term) {
    return page.locator(".line").filter({ has: page.getByText(term, { exact: true }) }).locator("dd");
}
