// Cohort files as the tests need them, good and bad, and a reader of CSV that
// owes nothing to the one under test.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after } from "node:test";

/** The columns of the files that the tests write. */
export const COLUMNS = [
    "patient_id", "age_years", "bmi", "previous_losses", "etiology",
    "nk_percent", "nk_cyto_50", "nk_cyto_25", "nk_cyto_12_5", "th1_th2_ratio",
    "ivig", "outcome", "fetal_karyotype",
];

/** Every column of the format, in the order of the template. */
export const TEMPLATE = [...COLUMNS, "year"];

/** A woman without any abnormality whose pregnancy ended with a live birth. */
const WOMAN = {
    patient_id: "A1", age_years: "33", bmi: "22.5", previous_losses: "3", etiology: "idiopathic",
    nk_percent: "10", nk_cyto_50: "20", nk_cyto_25: "15", nk_cyto_12_5: "5",
    th1_th2_ratio: "20", ivig: "no", outcome: "live_birth", fetal_karyotype: "",
};

/** A cohort file: each woman is given by what makes her differ from the one above. */
export function cohort(women) {
    const line = (woman, index) => {
        const cells = { ...WOMAN, patient_id: `A${index + 1}`, ...woman };
        return COLUMNS.map((column) => cells[column]).join(",");
    };
    return [COLUMNS.join(","), ...women.map(line)].join("\n") + "\n";
}

/** A file as Playwright's file chooser takes it. */
export function file(name, content) {
    return { name, mimeType: "text/csv", buffer: Buffer.from(content) };
}

/** A cohort of many rows, about 75 bytes each. */
export function manyRows(count) {
    const lines = [COLUMNS.join(",")];
    for (let row = 0; row < count; row += 1) {
        const nk = (5 + (row % 150) / 10).toFixed(1);
        lines.push(`P${row},33,22.5,${2 + (row % 3)},idiopathic,${nk},20.5,15.1,5.2,28.4,no,live_birth,normal`);
    }
    return lines.join("\n") + "\n";
}

/**
 * A folder for files that are too large to be handed over in memory; it goes
 * when the tests of the calling file are done.
 */
export function useFolder() {
    const folder = mkdtempSync(path.join(tmpdir(), "rpl-browser-tests-"));
    after(() => rmSync(folder, { recursive: true }));
    return {
        write(name, content) {
            const place = path.join(folder, name);
            writeFileSync(place, content);
            return place;
        },
    };
}

/** Rows of a CSV text as lists of cells, quotes taken off. */
export function parseCsv(text) {
    const rows = [];
    let cells = [];
    for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
        if (end === "" && quoted === undefined && plain === "" && cells.length === 0) {
            break;
        }
        cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
        if (end !== ",") {
            rows.push(cells);
            cells = [];
        }
    }
    return rows;
}
