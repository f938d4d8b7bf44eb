// Tables taken from where they stand: what is on the clipboard and in the saved files is
// the very table that is shown.

import assert from "node:assert/strict";
import { test } from "node:test";

import { drawn, save, shows, useSite } from "./support/browser.mjs";
import { openExample } from "./support/cohort.mjs";
import { parseCsv } from "./support/files.mjs";
import { readByPython } from "./support/python.mjs";
import { answers, fillGroups } from "./support/tables.mjs";

const CLIPBOARD = { permissions: ["clipboard-read", "clipboard-write"] };

const site = useSite();

/** Opens the calculator on the women of the paper. */
async function openGroups(t, options = CLIPBOARD) {
    const page = await site.open(t, { fragment: "#tables", ...options });
    await fillGroups(page, [163, 34, 217, 52]);
    await answers(page, /p = 0\.629\.$/);
    return page;
}

/** Opens the study of the example with everything unfolded. */
async function openStudy(t) {
    const page = await site.open(t, { fragment: "#cohort", ...CLIPBOARD });
    await openExample(page);
    await page.locator(".study .download-list").first().waitFor();
    await unfoldAll(page);
    return page;
}

async function unfoldAll(page) {
    await page.evaluate(() => {
        document.querySelectorAll("main details").forEach((details) => { details.open = true; });
    });
    await drawn(page);
}

/** The tables that have buttons, as a reader sees them: caption, heads, rows of cells on one line, notes. */
function tables(page) {
    return page.evaluate(() => {
        const fold = (text) => text.replace(/\s+/g, " ").trim();
        const flat = (cell) => {
            const below = fold(cell.querySelector(".below")?.textContent ?? "");
            const text = fold([...cell.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.data).join(""));
            return below === "" ? text : text === "" ? below : `${text} (${below})`;
        };
        return [...document.querySelectorAll(".document-table, .figure-data table")].map((table) => {
            const place = table.closest(".block, .figure-data");
            const rows = [...table.tBodies[0].rows].map((row) => [...row.cells].map(flat));
            const width = table.tHead.rows[0].cells.length;
            return {
                caption: fold(table.caption.textContent),
                heads: [...table.tHead.rows[0].cells].map(flat),
                // The head of a group stands over all columns.
                rows: rows.map((cells) => [...cells, ...Array(width - cells.length).fill("")]),
                notes: table.closest(".figure-data") === null
                    ? [...place.querySelectorAll(".table-note")].map((note) => fold(note.textContent))
                    : [fold(table.closest("figure").querySelector(".figure-note").textContent)],
                buttons: [...place.querySelectorAll(".take button")].map((button) => button.getAttribute("aria-label")),
            };
        });
    });
}

/** What is on the clipboard: the parts of the HTML, and the lines of the text. */
async function clipboard(page) {
    const { html, plain } = await page.evaluate(async () => {
        // As other programs get it.
        const [item] = await navigator.clipboard.read({ unsanitized: ["text/html"] });
        const html = await (await item.getType("text/html")).text();
        return { html, plain: await (await item.getType("text/plain")).text() };
    });
    const found = await page.evaluate((html) => {
        const pasted = new DOMParser().parseFromString(html, "text/html");
        const texts = (elements) => [...elements].map((element) => element.textContent.replace(/\s+/g, " ").trim());
        const [table, ...more] = pasted.querySelectorAll("table");
        return {
            nTables: 1 + more.length,
            caption: texts(pasted.querySelectorAll("p:has(+ table)"))[0],
            heads: texts(table.tHead.rows[0].cells),
            rows: [...table.tBodies[0].rows].map((row) => texts(row.cells)),
            below: texts(pasted.querySelectorAll("table ~ p")),
        };
    }, html.replaceAll(/ style="[^"]*"/g, ""));
    // Styles are looked at here: the page's policy lets it parse none.
    const asText = [...html.matchAll(/<t[dh] [^>]*style="mso-number-format:'\\@'"[^>]*>([^<]*)</g)].map(([, text]) => text);
    return { ...found, asText, lines: plain.replace(/\n$/, "").split("\n"), plain };
}

/** Copies a table and holds what is on the clipboard against it. */
async function checkCopied(page, table, origin) {
    const button = page.getByRole("button", { name: `Copy table: ${table.caption}`, exact: true });
    await button.click();
    await shows(page.locator(".take", { has: button }).getByRole("status"), "Copied. It can be pasted as a table.");
    const found = await clipboard(page);
    const { caption, heads, rows, notes } = table;
    assert.equal(found.nTables, 1);
    assert.deepEqual({ caption: found.caption, heads: found.heads, rows: found.rows }, { caption, heads, rows });
    assert.deepEqual(found.below.slice(0, -1), notes);
    assert.match(found.below.at(-1), origin);
    // The text holds the same between tabs.
    assert.deepEqual(
        found.lines.map((line) => line.split("\t").map((cell) => cell.replace(/\s+/g, " ").trim())),
        [[caption], heads, ...rows, ...notes.map((note) => [note]), [found.below.at(-1)]],
    );
    return found;
}

test("Every table of the calculator lands on the clipboard as it is shown", async (t) => {
    const page = await openGroups(t);
    await unfoldAll(page);
    const all = await tables(page);
    assert.ok(all.length >= 3, `${all.length} tables`);
    for (const table of all) {
        const { caption } = table;
        assert.deepEqual(table.buttons, ["Copy table", "Save as Word", "Save as CSV", "Save as Markdown"].map((does) => `${does}: ${caption}`));
        await checkCopied(page, table, /^Calculator: Two groups.* Confidence level 95%; rpl-immune-profile /);
    }
});

test("Every table of the study lands on the clipboard as it is shown", async (t) => {
    const page = await openStudy(t);
    const all = await tables(page);
    assert.ok(all.length >= 30, `${all.length} tables`);
    for (const table of all) {
        await checkCopied(page, table, /^SYNTHETIC|Rule set [0-9a-f]{8}/);
    }
});

test("Every table of the evidence lands on the clipboard as it is shown", async (t) => {
    const page = await site.open(t, { fragment: "#evidence", ...CLIPBOARD });
    await page.getByRole("button", { name: /^Copy table: / }).first().waitFor();
    await unfoldAll(page);
    const all = await tables(page);
    assert.ok(all.length >= 4, `${all.length} tables`);
    for (const table of all) {
        await checkCopied(page, table, /^Evidence: trials of IVIG against placebo, as published\./);
    }
});

test("A count out of others is no date where it is pasted", async (t) => {
    const page = await openStudy(t);
    // 4/12 alone would be a day of April.
    const isCount = (cell) => /^\d+\/\d+$/.test(cell);
    const found = (await tables(page)).filter(({ rows }) => rows.flat().some(isCount));
    assert.ok(found.length > 0, (await tables(page)).map(({ caption, rows }) => `${caption}: ${rows[0].join("|")}`).join("\n"));
    for (const table of found) {
        const { asText } = await checkCopied(page, table, /Rule set/);
        assert.deepEqual(asText.filter(isCount), table.rows.flat().filter(isCount));
    }
});

test("Saved files hold the table that is shown and are named after it", async (t) => {
    const page = await openStudy(t);
    const all = await tables(page);
    for (const caption of ["Live births: ", "How common"]) {
        const table = all.find((one) => one.caption.startsWith(caption)) ?? assert.fail(caption);
        const csv = await save(page, `Save as CSV: ${table.caption}`);
        assert.match(csv.name, /^SYNTHETIC-[a-z0-9-]+-[0-9a-f]{8}\.csv$/);
        const rows = parseCsv(csv.bytes.toString("utf8").replace(/^\ufeff/, ""));
        assert.deepEqual(rows.slice(0, -1).map((cells) => [...cells, ...Array(table.heads.length - cells.length).fill("")]), [table.heads, ...table.rows]);
        assert.ok(rows.at(-1)[0].startsWith(`# ${table.caption}. `));
        const markdown = await save(page, `Save as Markdown: ${table.caption}`);
        assert.equal(markdown.name, csv.name.replace(/csv$/, "md"));
        const lines = markdown.bytes.toString("utf8").split("\n").filter((line) => line.startsWith("| "));
        const cells = lines.map((line) => line.slice(2, -2).split(" | ").map((cell) => cell.replaceAll("**", "").replace(/\\(.)/g, "$1").trim()));
        assert.deepEqual([cells[0], ...cells.slice(2)], [table.heads, ...table.rows]);
    }
});

/** The tables of a Word document, the lines of a cell apart, and its paragraphs outside of them. */
const WORD = `
document = docx.Document(sys.argv[1])
tables = [[[[line.text for line in cell.paragraphs] for cell in row.cells] for row in table.rows] for table in document.tables]
print(json.dumps({"tables": tables, "paragraphs": [one.text for one in document.paragraphs]}))
`;

test("A table of every page is a Word document", async (t) => {
    const openEvidence = async (t) => {
        const page = await site.open(t, { fragment: "#evidence", ...CLIPBOARD });
        await page.getByRole("button", { name: /^Copy table: / }).first().waitFor();
        return page;
    };
    for (const open of [openGroups, openStudy, openEvidence]) {
        const page = await open(t);
        const table = (await tables(page))[0];
        const { name, bytes } = await save(page, `Save as Word: ${table.caption}`);
        assert.match(name, /^[A-Za-z0-9-]+\.docx$/);
        const { tables: [found, ...more], paragraphs } = readByPython(WORD, bytes, "table.docx");
        assert.equal(more.length, 0);
        const cells = found.map((row) => row.map(([text, below]) => below === undefined ? text : `${text} (${below})`));
        assert.deepEqual(cells.map((row) => row.map((cell) => cell.replace(/\s+/g, " ").trim())), [table.heads, ...table.rows]);
        assert.equal(paragraphs[0], table.caption);
        assert.deepEqual(paragraphs.slice(1, 1 + table.notes.length), table.notes);
    }
});

test("Buttons are told apart by their names, and are not printed", async (t) => {
    for (const open of [openStudy, openGroups]) {
        const page = await open(t);
        const names = await page.locator(".take button").evaluateAll((all) => all.map((one) => one.getAttribute("aria-label")));
        assert.ok(names.length >= 9);
        assert.deepEqual(names.filter((name, place) => names.indexOf(name) !== place), []);
        await page.emulateMedia({ media: "print" });
        assert.equal(await page.locator(".take:visible").count(), 0);
        await page.emulateMedia({ media: null });
    }
});

test("A browser that copies only what is selected gets the same table", async (t) => {
    // Its policy refuses the styles, and says so.
    const page = await openGroups(t, { ...CLIPBOARD, expectsComplaints: true });
    const [table] = await tables(page);
    await page.evaluate(() => { document.execCommand = () => false; });
    await checkCopied(page, table, /^Calculator/);
});

test("A browser that lets nothing be copied is told of", async (t) => {
    const page = await openGroups(t);
    await page.evaluate(() => {
        navigator.clipboard.write = () => Promise.reject(new Error("no"));
        document.execCommand = () => false;
    });
    await page.getByRole("button", { name: /^Copy table: / }).first().click();
    await shows(page.locator(".take").first().getByRole("status"), /does not allow copying here: select the table, or save it\.$/);
});
