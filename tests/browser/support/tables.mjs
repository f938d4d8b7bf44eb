// The calculator page in the words of its user.

import { readRows, shows } from "./browser.mjs";

/** Chooses a question by its name. */
export async function ask(page, question) {
    await page.getByRole("radio", { name: question, exact: true }).check();
    await page.getByRole("heading", { name: question, level: 2 }).waitFor();
}

/** Fills fields of the form by their labels. */
export async function fill(page, texts) {
    for (const [label, text] of Object.entries(texts)) {
        await page.getByRole("textbox", { name: label, exact: true }).fill(text);
    }
}

/** Types the four counts of two groups. */
export async function fillGroups(page, counts) {
    const labels = ["Group 1, event", "Group 1, no event", "Group 2, event", "Group 2, no event"];
    await fill(page, Object.fromEntries(labels.map((label, place) => [label, String(counts[place])])));
}

/** The answer in one sentence. */
export function answer(page) {
    return page.getByRole("region", { name: "Results" }).getByRole("status").first();
}

/** Waits for the answer. */
export function answers(page, expected) {
    return shows(answer(page), expected);
}

/** The rows of a table as `{ name: [cells] }`; names without their definitions. */
export async function results(page, caption) {
    const table = page.getByRole("table", { name: caption });
    const names = await table.locator("tbody tr > th").evaluateAll((heads) => (
        heads.map((head) => head.firstChild.textContent.trim())
    ));
    const rows = await readRows(table);
    return Object.fromEntries(rows.map((cells, place) => [names[place], cells.slice(1)]));
}
