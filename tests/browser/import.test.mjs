// Files as clinics have them: every kind opens, a wrong guess can be put right,
// and nothing is read that tells who a woman is unless it is said to.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";

import { read, readAll, save, shows, useSite } from "./support/browser.mjs";
import { choose, failure, line, readFlow, readIssues, showsReport } from "./support/cohort.mjs";
import { cohort, file, manyRows, parseCsv, TEMPLATE, useFolder } from "./support/files.mjs";

const site = useSite();
const folder = useFolder();

const WORKBOOKS = path.join(import.meta.dirname, "../data/workbooks");

/** The import step of a file. */
async function showsImport(page, name) {
    await page.getByRole("heading", { name: `How ${name} is read` }).waitFor();
}

const picker = (page, label) => page.getByRole("combobox", { name: label, exact: true });
const readButton = (page) => page.getByRole("button", { name: "Read the file", exact: true });

/** The question of a title, among those that are open. */
const question = (page, title) =>
    page.locator(".question").filter({ has: page.getByRole("heading", { name: title, exact: true }) });

/** Answers a question with one of its buttons and waits until the file was looked at again. */
async function answer(page, title, label) {
    await question(page, title).getByRole("button", { name: label }).click();
    await question(page, title).waitFor({ state: "detached" });
}

/** Unfolds everything that can be set. */
async function unfold(page) {
    await page.getByText("Everything that can be set").click();
}

/** The text of the element that the keyboard is on. */
const focused = (page) => page.evaluate(() => document.activeElement.textContent);

/** Chooses in the import step and waits until the file was looked at again. */
async function pick(page, label, value) {
    await picker(page, label).selectOption({ label: value });
    await page.locator(".import:not(.import-updating)").waitFor();
}

/** Korean words in windows-949, which no encoder of the browser writes. */
const KOREAN = Buffer.concat([
    Buffer.from("id;NK(%);Th1/Th2;"),
    Buffer.from([0xbf, 0xf8, 0xc0, 0xce]), // 원인
    Buffer.from("\nA;12,5;20,5;"),
    Buffer.from([0xbf, 0xf8, 0xc0, 0xce, 0xba, 0xd2, 0xb8, 0xed]), // 원인불명
    Buffer.from("\nB;17,5;40,5;"),
    Buffer.from([0xc0, 0xda, 0xb1, 0xc3]), // 자궁
    Buffer.from("\n"),
]);

const FHIR = JSON.stringify({
    resourceType: "Bundle",
    entry: ["a", "b"].map((id, index) => ({
        resource: {
            resourceType: "Observation",
            code: { coding: [{ code: "nk_percent" }] },
            subject: { reference: `Patient/${id}` },
            valueQuantity: { value: 12.5 + index, unit: "%" },
        },
    })),
});

const KINDS = [
    ["semicolons.csv", "Study ID;NK (%);Th1/Th2\nA;12,5;20,5\nB;17,5;40,5\n", 2, "text, UTF-8, semicolons"],
    ["tabs.tsv", "Study ID\tNK (%)\nA\t12.5\nB\t17.5\n", 2, "text, UTF-8, tabs"],
    ["bars.txt", "Study ID|NK (%)\nA|12.5\nB|17.5\n", 2, "text, UTF-8, vertical bars"],
    ["unicode.txt", Buffer.from("\ufeffStudy ID\tNK (%)\r\nA\t12.5\r\n", "utf16le"), 1, "text, UTF-16 (Excel’s “Unicode text”), tabs"],
    ["korean.csv", KOREAN, 2, "text, Korean (windows-949, EUC-KR), semicolons"],
    ["redcap.csv", "record_id,redcap_repeat_instance,nk_percent\n1,1,12.5\n1,2,\n2,1,17.5\n", 2, "text, UTF-8, commas"],
    ["bundle.json", FHIR, 2, "FHIR resources"],
    ["korean.xls", readFileSync(path.join(WORKBOOKS, "korean.xls")), 4, "workbook, sheet “cohort”"],
    ["korean.ods", readFileSync(path.join(WORKBOOKS, "korean.ods")), 4, "workbook, sheet “cohort”"],
];

test("Each kind of file opens at the first try", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    for (const [name, content, n_records, form] of KINDS) {
        await t.test(name, async () => {
            await choose(page, file(name, content));
            await showsReport(page, name);
            assert.equal((await readFlow(page))[1].n, n_records);
            assert.equal((await read(line(page, "Form").locator("td").first())).replace("'", "’"), form);
            await page.getByRole("button", { name: "Close file" }).click();
        });
    }
});

test("Rows pasted from a spreadsheet are read", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    await page.getByText("Paste rows from a spreadsheet").click();
    await page.getByLabel("Rows with their header").fill("Study ID\tNK (%)\nA\t12,5\nB\t17,5\n");
    await page.getByRole("button", { name: "Read these rows" }).click();
    await showsReport(page, "pasted rows");
    assert.equal((await readFlow(page))[1].n, 2);
});

test("What only the user knows is asked in one list, and the keyboard goes from question to question", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    await choose(page, file("asks.csv", "Study ID;NK activity;NK(%);IVIG\nA;12,5;1,234;1\nB;13,5;2,345;2\n"));
    await showsImport(page, "asks.csv");
    assert.equal(await readButton(page).isDisabled(), true);
    await page.getByRole("heading", { name: "3 questions before the file can be read" }).waitFor();
    const [field, mark, words] = [
        "What is in column “NK activity”?", "What does the comma in “NK(%)” stand for?",
        "What do 2 texts of column “IVIG” stand for?",
    ];
    assert.equal(await focused(page), field);
    // From the heading past its cells to the second answer.
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    assert.equal(await focused(page), "NK cytotoxicity, E:T 25:1");
    await page.keyboard.press("Enter");
    await question(page, field).waitFor({ state: "detached" });
    assert.equal(await focused(page), mark);
    await answer(page, mark, /Decimals/);
    assert.equal(await focused(page), words);
    const use = question(page, words).getByRole("button");
    assert.equal(await use.isDisabled(), true);
    await picker(page, "1 means").selectOption("yes");
    await picker(page, "2 means").selectOption("no");
    await use.press("Enter");
    await question(page, words).waitFor({ state: "detached" });
    assert.equal(await focused(page), "Read the file");
    await page.keyboard.press("Enter");
    await showsReport(page, "asks.csv");
    assert.equal((await readFlow(page))[1].n, 2);
    await shows(line(page, "Names"), /NK activity → nk_cyto_25/);
});

test("Choices in lines wait for their button, and nothing covers them", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    const rows = Array.from({ length: 6 }, (_, place) => `${place},12.5,${1 + (place % 2)},0,1,${1 + (place % 3)}`);
    const columns = "record_id,nk_percent,ivig,etiology___1,etiology___2,outcome";
    await choose(page, file("keys.csv", [columns, ...rows].join("\n")));
    await showsImport(page, "keys.csv");
    const answered = [];
    for (let turn = 0; turn < 60 && (await page.locator(".question").count()) > 0; turn += 1) {
        await page.keyboard.press("Tab");
        const at = await page.evaluate(() => {
            const { id, tagName, labels } = document.activeElement;
            const { x, y, width, height } = document.activeElement.getBoundingClientRect();
            const top = document.elementFromPoint(x + width / 2, y + height / 2);
            const inQuestion = document.activeElement.closest(".question") !== null;
            return { id, tagName, inQuestion, label: labels?.[0]?.textContent, isSeen: document.activeElement.contains(top) };
        });
        if (!at.inQuestion) continue;
        if (at.tagName === "SELECT") {
            assert.ok(at.isSeen, `${at.label} is covered`);
            await page.keyboard.press("ArrowDown");
            assert.equal(await page.evaluate(() => document.activeElement.id), at.id, at.label);
            answered.push(at.label);
        } else if (at.tagName === "BUTTON") {
            const open = await page.locator(".question").count();
            await page.keyboard.press("Enter");
            await page.waitForFunction((n) => document.querySelectorAll(".question").length < n, open);
        }
    }
    assert.deepEqual(answered, ["1 means", "2 means", "1 means", "2 means", "3 means", "etiology___1 stands for", "etiology___2 stands for"]);
    await readButton(page).press("Enter");
    await showsReport(page, "keys.csv");
});

test("Texts that are not known are one question with its proposals, and safe answers are accepted together", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    const rows = "A,12,2200,abnormal,obesity\nB,x,22,,idiopathic?\nC,13,22,,unexplained\n";
    await choose(page, file("words.csv", `id,nk,bmi,fetal_karyotype,etiology\n${rows}`));
    await showsImport(page, "words.csv");
    await page.getByRole("button", { name: "Accept the proposed answers to 3 questions" }).click();
    await page.getByRole("heading", { name: "One question before the file can be read" }).waitFor();
    const title = "What do 2 texts of column “etiology” stand for?";
    assert.equal(await focused(page), title);
    assert.equal(await picker(page, "obesity means").inputValue(), "known");
    assert.equal(await picker(page, "idiopathic? means").inputValue(), "");
    await picker(page, "idiopathic? means").selectOption("idiopathic");
    await question(page, title).getByRole("button").click();
    await readButton(page).click();
    await showsReport(page, "words.csv");
    assert.equal((await readFlow(page))[1].n, 3);
});

test("Rows of one woman that differ are shown side by side", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    await choose(page, file("twice.csv", "id,nk,outcome\nA,12,live_birth\nA,13,miscarriage\nB,12,\nB,12,\n"));
    await showsImport(page, "twice.csv");
    const title = "1 woman is in several rows that differ";
    await shows(question(page, title).getByRole("row").nth(1), /A\s*NK cell level.*\s*row 2: 12\s*row 3: 13/);
    await answer(page, title, "Use the last row");
    assert.equal(await focused(page), "Read the file");
    await readButton(page).click();
    await showsReport(page, "twice.csv");
    await shows(page.getByText(/rows in =/), /4 rows in = 2 used/);
});

test("A wrong guess is put right with the first rows in view", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    await choose(page, file("guess.csv", KOREAN));
    await showsReport(page, "guess.csv");
    await page.getByRole("button", { name: "Change how this file is read" }).click();
    await showsImport(page, "guess.csv");
    // Nothing is asked, so nothing is folded.
    const rows = page.getByRole("table", { name: "First rows of the file" });
    await shows(rows, /자궁/);
    await pick(page, "Encoding", "Japanese (windows-31j, Shift_JIS)");
    await shows(rows, /^((?!자궁).)*$/s);
    await pick(page, "Encoding", "Korean (windows-949, EUC-KR)");
    await shows(rows, /원인불명/);
    await pick(page, "Columns separated by", "Commas");
    await shows(page.getByText(/^Text, /), /commas/);
    await pick(page, "Columns separated by", "Semicolons");
    await pick(page, "NK(%) is read as", "Not read");
    await readButton(page).click();
    await showsReport(page, "guess.csv");
    await shows(line(page, "Columns ignored"), /NK\(%\)/);
});

test("A look at how the file is read can be taken back", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    await choose(page, file("back.csv", cohort([{}, {}])));
    await showsReport(page, "back.csv");
    await page.getByRole("button", { name: "Change how this file is read" }).click();
    await showsImport(page, "back.csv");
    await pick(page, "nk_percent is read as", "Not read");
    await page.getByRole("button", { name: "Back to the report" }).click();
    await showsReport(page, "back.csv");
    assert.equal((await readFlow(page)).at(-1).n, 2);
});

test("Columns that identify the women stop the import until that is decided", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    const named = "환자명,차트번호,NK(%)\n가나다,12345,17.5\n라마바,23456,11.5\n";
    for (const [label, ignored] of [["Leave these columns out", /2\s*환자명, 차트번호/], ["Read the file as it is", /1\s*환자명/]]) {
        await choose(page, file("named.csv", named));
        await showsImport(page, "named.csv");
        const title = "This file identifies the women.";
        await shows(question(page, title), /“환자명” \(a name\), “차트번호” \(a hospital number\)/);
        assert.equal(await readButton(page).isDisabled(), true);
        await answer(page, title, label);
        await readButton(page).click();
        await showsReport(page, "named.csv");
        await shows(line(page, "Columns ignored"), ignored);
        await page.getByRole("button", { name: "Close file" }).click();
    }
});

test("Choices are saved without data and loaded for the next file", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    const rows = (id) => `Study ID,NK activity\n${id},30.5\n`;
    await choose(page, file("first.csv", rows("SECRET")));
    await showsImport(page, "first.csv");
    await answer(page, "What is in column “NK activity”?", "NK cytotoxicity, E:T 50:1");
    const saved = await save(page, "Save these choices");
    assert.doesNotMatch(saved.bytes.toString(), /SECRET|30\.5/);
    await page.getByRole("button", { name: "Close file" }).click();
    await choose(page, file("second.csv", rows("B")));
    await showsImport(page, "second.csv");
    await page.getByLabel("Load saved choices").setInputFiles(file("wrong.json", "{}"));
    await shows(page.getByRole("alert"), /wrong\.json cannot be used\. It holds neither a session nor saved choices of this page\./);
    await page.getByLabel("Load saved choices").setInputFiles({ ...file("choices.json", ""), buffer: saved.bytes });
    await page.locator(".question").waitFor({ state: "detached" });
    await readButton(page).click();
    await showsReport(page, "second.csv");
});

test("Changes and issues are one list, grouped and searchable", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    await choose(page, file("list.csv", "Study ID;NK (%);Th1/Th2\nA;12,5;20,5\nB;17,5;<40\nC;x;30,5\nA;12,5;30,5\n"));
    await showsImport(page, "list.csv");
    await answer(page, "1 cell of “NK (%)” cannot be read", "Leave these women out");
    await answer(page, "1 woman is in several rows that differ", "Use the first row");
    await readButton(page).click();
    await showsReport(page, "list.csv");
    await shows(page.getByText(/rows in =/), "4 rows in = 2 used + 2 left out.");
    const groups = page.getByRole("table", { name: "Kinds of changes and issues" });
    await shows(groups, /such as B2 “12,5”: decimal comma read as 12\.5/);
    assert.equal((await readIssues(page)).length, 6);
    await page.getByLabel("Search the list").fill("bound");
    assert.deepEqual((await readIssues(page)).map(([cell]) => cell), ["C3"]);
    await page.getByLabel("Search the list").fill("");
    await page.getByLabel("Left out").check();
    assert.deepEqual((await readIssues(page)).map(([cell]) => cell), ["B4", "A5"]);
    await page.getByLabel("Search the list").fill("nothing of the kind");
    await shows(page.getByText(/fits the search/), "Nothing in the list fits the search.");
});

test("A folder that is dropped by mistake gives a clear sentence", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    await page.getByRole("heading", { name: "Open a cohort file" }).evaluate((area) => {
        // A browser makes such an item of a folder; a script cannot.
        const entry = { isDirectory: true, isFile: false };
        const transfer = new DataTransfer();
        transfer.items.add(new File([""], "folder"));
        Object.defineProperty(DataTransferItem.prototype, "webkitGetAsEntry", { value: () => entry, configurable: true });
        area.dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
    });
    await shows(page.getByRole("alert"), "That is a folder. Open it and drop the one file with the table here.");
});

test("A look at a large file can be stopped halfway, and a second file opened while the first is read", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    const large = folder.write("large.csv", manyRows(300_000));
    await choose(page, large);
    await page.getByRole("heading", { name: "Reading large.csv" }).waitFor();
    await page.getByRole("button", { name: "Stop" }).click();
    await shows(page.getByText(/Nothing of large\.csv was kept/), /Stopped\./);
    await choose(page, large);
    await page.getByRole("heading", { name: "Reading large.csv" }).waitFor();
    await page.getByLabel("Open another file").setInputFiles(file("small.csv", cohort([{}])));
    await showsReport(page, "small.csv");
    assert.equal((await readFlow(page))[0].n, 1);
    assert.equal(await failure(page).count(), 0);
});

test("Dictionaries of the columns are saved for people and for REDCap", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    const dictionary = parseCsv((await save(page, "Data dictionary")).bytes.toString().replace("\ufeff", ""));
    assert.deepEqual(dictionary.slice(1).map(([name]) => name), TEMPLATE);
    const redcap = parseCsv((await save(page, "REDCap dictionary")).bytes.toString().replace("\ufeff", ""));
    assert.deepEqual(redcap.slice(1).map(([name]) => name), TEMPLATE);
    assert.ok(redcap.every((row) => row.length === 18));
    const outcome = redcap.find(([name]) => name === "outcome");
    assert.deepEqual([outcome[3], outcome[5].split(" | ")[0]], ["dropdown", "live_birth, live_birth"]);
    assert.equal((await readAll(page.getByRole("alert"))).length, 0);
});
