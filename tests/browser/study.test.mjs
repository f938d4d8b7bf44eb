// The document of a cohort file: what a person sees, changes and takes along.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { inflateRawSync } from "node:zlib";

import { drawn, read, readRows, save, useSite } from "./support/browser.mjs";
import { choose, openExample, showsReport } from "./support/cohort.mjs";
import { cohort, file } from "./support/files.mjs";

const site = useSite();

const SECTIONS = [
    "Participants", "Classes and live births", "Table 1: baseline characteristics", "Prevalence of each abnormality",
    "Live births with and without an abnormality", "Live births by class",
    "By number of previous losses", "Factors associated with live birth",
    "Treated and untreated women, weighted", "Treatment by immune status and subgroup", "Sensitivity to cut-offs",
    "ROC curves: how well each test tells outcomes apart", "How many tests were made",
    "What was read", "What was changed and what is not used",
];

/** 466 women with the margins of the paper: 163 of 197 and 217 of 269 live births. */
function paper() {
    const women = [];
    const add = (n, births, woman) => {
        for (let place = 0; place < n; place += 1) {
            women.push({
                ...woman, age_years: String(25 + (place * 7) % 18), bmi: String(19 + (place * 5) % 9),
                previous_losses: String(2 + place % 3),
                outcome: place < births ? "live_birth" : "miscarriage",
            });
        }
    };
    const high = { nk_percent: "17", ivig: "yes" };
    add(100, 83, { ...high, etiology: "idiopathic" });
    add(115, 93, { etiology: "idiopathic" });
    add(97, 80, { ...high, etiology: "thyroid", th1_th2_ratio: "40" });
    add(154, 124, { etiology: "thyroid" });
    return file("paper.csv", cohort(women));
}

async function openPaper(t) {
    const page = await site.open(t, { fragment: "#cohort" });
    await choose(page, paper());
    await showsReport(page, "paper.csv");
    await finished(page);
    return page;
}

/** Waits until everything is computed, which is when files can be saved. */
async function finished(page) {
    await page.getByRole("button", { name: "Everything (ZIP)" }).waitFor();
}

test("Opening a file shows every section without another click", async (t) => {
    const page = await openPaper(t);
    for (const title of SECTIONS) {
        assert.equal(await page.getByRole("heading", { name: title, exact: true }).count(), 1, title);
    }
    assert.equal(await page.locator(".study canvas").count() >= 10, true);
    const outcome = await read(page.getByRole("region", { name: "Live births with and without an abnormality" }));
    assert.match(outcome, /82\.7% \(163\/197; 76\.9% to 87\.4%\)/);
    assert.match(outcome, /80\.7% \(217\/269; 75\.5% to 84\.9%\)/);
    assert.match(outcome, /p = 0\.629 \(Pearson’s χ² p = 0\.569\)/);
    assert.match(outcome, /This does not compare treatments/);
    const treatment = await read(page.getByRole("region", { name: "Treated and untreated women, weighted" }));
    assert.match(treatment, /All 197 women with an abnormality .* were treated/);
});

test("A filter changes every count and is printed with the results", async (t) => {
    const page = await openPaper(t);
    await page.getByLabel("Known etiology", { exact: true }).check({ force: true });
    await page.getByText("Filter: known etiology.", { exact: false }).first().waitFor();
    await finished(page);
    const outcome = await read(page.getByRole("region", { name: "Live births with and without an abnormality" }));
    assert.match(outcome, /\(80\/97;/);
    await page.getByRole("button", { name: "All women", exact: true }).click();
    await page.getByText("All women. Rule set", { exact: false }).first().waitFor();
});

test("The calendar filters too, by the year of a date", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    const rows = ["nk_percent,nk_cyto_50,nk_cyto_25,nk_cyto_12_5,th1_th2_ratio,previous_losses,outcome,Visit date"];
    for (let place = 0; place < 40; place += 1) {
        rows.push(`${place % 3 ? 12 : 17},20,15,5,20,2,${place % 4 ? "live_birth" : "miscarriage"},${2008 + place % 10}-05-0${1 + place % 9}`);
    }
    await choose(page, file("years.csv", rows.join("\n")));
    await finished(page);
    await page.getByLabel("Year from").fill("2012");
    await page.getByLabel("Year to").fill("2013");
    await page.getByText("Filter: year of the work-up 2012 to 2013.", { exact: false }).first().waitFor();
    await finished(page);
    assert.match(await read(page.getByRole("region", { name: "Participants" })), /32 records are left out/);
});

test("Moving a cut-off changes the classes at once and everything when it rests", async (t) => {
    const page = await openPaper(t);
    const slider = page.getByRole("slider", { name: "NK cell level" });
    await slider.fill("18");
    await page.getByText(/Rule set (?!199ebc3b)/).first().waitFor();
    await finished(page);
    const flow = page.getByRole("region", { name: "Participants" });
    await flow.getByText("The numbers behind this figure").click();
    const rows = await readRows(flow.getByRole("table", { name: "Flow of women through the analysis" }));
    const n = (name) => rows.find((row) => row[0] === name)[1];
    assert.equal(n("Idiopathic, any abnormality"), "0");
    assert.equal(n("Known etiology, any abnormality"), "97");
    assert.match(await read(slider.locator("xpath=..")), /> 18 % of lymphocytes/);
});

test("The arrow keys read a figure out, value by value", async (t) => {
    const page = await openPaper(t);
    const figure = page.getByRole("figure").filter({ hasText: "Live birth rate of each class by etiology" });
    const canvas = figure.locator("canvas");
    await canvas.focus();
    await page.keyboard.press("ArrowRight");
    const reading = figure.locator(".figure-reading");
    assert.match(await read(reading), /^No abnormality, idiopathic: 93 of 115, 80\.9% \(/);
    await page.keyboard.press("ArrowRight");
    assert.match(await read(reading), /^No abnormality, known etiology: 124 of 154, 80\.5% \(/);
    await page.keyboard.press("Escape");
    assert.match(await read(reading), /^Point at the figure/);
});

test("Pointing at a value reads it out, at both pixel ratios", async (t) => {
    for (const deviceScaleFactor of [1, 2]) {
        const page = await site.open(t, { fragment: "#cohort", deviceScaleFactor });
        await choose(page, paper());
        await finished(page);
        const figure = page.getByRole("figure").filter({ hasText: "Live birth rate of each class by etiology" });
        const canvas = figure.locator("canvas");
        await canvas.scrollIntoViewIfNeeded();
        await drawn(page);
        const [device, css] = await canvas.evaluate((one) => [one.width, one.clientWidth]);
        assert.equal(device, css * deviceScaleFactor);
        // The axis runs from 236 pixels at the left to 132 at the right; the first line is below the legend.
        const x = 236 + (css - 236 - 132) * 93 / 115;
        await canvas.hover({ position: { x: Math.round(x), y: 68 } });
        assert.match(await read(figure.locator(".figure-reading")), /idiopathic: 93 of 115, 80\.9% \(/);
    }
});

test("Bars are painted as long as their numbers, at both pixel ratios", async (t) => {
    for (const deviceScaleFactor of [1, 2]) {
        const page = await site.open(t, { fragment: "#cohort", deviceScaleFactor });
        await choose(page, paper());
        await finished(page);
        const figure = page.locator(".study").getByRole("figure").filter({ hasText: "How common is each abnormality?" });
        const canvas = figure.locator("canvas");
        await canvas.scrollIntoViewIfNeeded();
        await drawn(page);
        // Rows of two bars below a legend; the axis runs from 0% to 60%, as 53% is the
        // highest limit of an interval. Beside the middle of a bar no interval is drawn.
        const painted = await canvas.evaluate((one) => {
            const scale = one.width / one.clientWidth;
            const { data } = one.getContext("2d").getImageData(0, 0, one.width, one.height);
            const length = (row, bar) => {
                const y = Math.round((34 + 48 * row + 20 * bar + 10 - 5.5) * scale);
                const at = (x) => data.slice(4 * (y * one.width + x), 4 * (y * one.width + x) + 4);
                const start = Math.round(236 * scale) + 2;
                const color = at(start).join();
                let end = start;
                while (at(end).join() === color) end += 1;
                return color === "255,255,255,255" || color === "222,228,234,255" ? 0 : (end / scale) - 236;
            };
            const rows = ["NK cell level", "NK cytotoxicity", "Th1/Th2", "NK + cytotoxicity", "NK + Th1/Th2", "", "", "any"];
            return { width: one.clientWidth - 236 - 132, lengths: rows.map((_, row) => [length(row, 0), length(row, 1)]) };
        });
        const expected = { 0: [100 / 215, 0], 4: [0, 97 / 251], 7: [100 / 215, 97 / 251] };
        for (const [row, shares] of Object.entries(expected)) {
            shares.forEach((share, bar) => {
                const length = painted.lengths[row][bar];
                const wanted = painted.width * share / 0.6;
                assert.ok(Math.abs(length - wanted) <= 1.5, `${deviceScaleFactor}x, row ${row}: ${length} for ${wanted}`);
            });
        }
    }
});

/** The files of an archive by name; it has no other kinds of entries. */
function unzip(bytes) {
    const files = new Map();
    let end = bytes.length - 22;
    while (bytes.readUInt32LE(end) !== 0x06054b50) end -= 1;
    let at = bytes.readUInt32LE(end + 16);
    for (let n = bytes.readUInt16LE(end + 10); n > 0; n -= 1) {
        const [method, size, nameLength] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20), bytes.readUInt16LE(at + 28)];
        const local = bytes.readUInt32LE(at + 42);
        const name = bytes.toString("utf8", at + 46, at + 46 + nameLength);
        const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
        const data = bytes.subarray(start, start + size);
        files.set(name, method === 0 ? data : inflateRawSync(data));
        at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
    }
    return files;
}

test("The archive holds every figure in every size, every table and the script", async (t) => {
    const page = await openPaper(t);
    // Some forty pictures are painted without a graphics card here.
    page.setDefaultTimeout(120_000);
    const { name, bytes } = await save(page, "Everything (ZIP)");
    page.setDefaultTimeout(15_000);
    assert.match(name, /^analysis-[0-9a-f]{8}\.zip$/);
    const files = unzip(bytes);
    const drawings = [...files.keys()].filter((one) => one.endsWith(".svg"));
    assert.ok(drawings.length >= 10);
    for (const drawing of drawings) {
        const stem = drawing.replace(".svg", "");
        const widths = ["1x", "2x", "300dpi"].map((size) => {
            const picture = files.get(`${stem}@${size}.png`);
            assert.equal(picture.toString("latin1", 1, 4), "PNG", `${stem} ${size}`);
            // How many pixels a meter has: 96, 192 and 300 an inch.
            const perMeter = { "1x": 3780, "2x": 7559, "300dpi": 11811 }[size];
            assert.equal(picture.toString("latin1", 37, 41), "pHYs", `${stem} ${size}`);
            assert.equal(picture.readUInt32BE(41), perMeter, `${stem} ${size}`);
            const about = picture.toString("utf8", 62, 62 + picture.readUInt32BE(54));
            assert.match(about, /^Description\0{5}.+Rule set [0-9a-f]{8}.+File SHA-256: [0-9a-f]{64}/, stem);
            return picture.readUInt32BE(16);
        });
        assert.deepEqual(widths, [900, 1800, 2813], stem);
    }
    assert.ok(files.get("report.docx").length > 10_000);
    assert.match(files.get("methods.md").toString(), /confidence intervals \(Wilson\) \[2\]/);
    assert.match(files.get("r/analysis.R").toString(), /settings <- list\(/);
    assert.equal(files.get("r/classified.csv").toString().trim().split("\n").length, 467);
});

test("A session brings filter and cut-offs back, and holds no woman", async (t) => {
    const page = await openPaper(t);
    await page.getByLabel("Age from").fill("30");
    await page.getByRole("slider", { name: "Th1/Th2 ratio" }).fill("45");
    await page.getByText("age 30 or more", { exact: false }).first().waitFor();
    await finished(page);
    const report = () => page.locator(".study-body > section:not([aria-labelledby=choices-title])").allTextContents();
    const before = await report();
    const session = await save(page, "Session");
    assert.doesNotMatch(session.bytes.toString(), /A1|thyroid/);
    await page.getByRole("button", { name: "All women", exact: true }).click();
    await page.getByRole("button", { name: "Back to the laboratory’s protocol" }).first().click();
    await page.getByText("All women. Rule set", { exact: false }).first().waitFor();
    await page.getByLabel("Open a session").setInputFiles({ name: "s.json", mimeType: "application/json", buffer: session.bytes });
    await page.getByText("age 30 or more", { exact: false }).first().waitFor();
    assert.equal(await page.getByLabel("Age from").inputValue(), "30");
    assert.equal(await page.getByRole("slider", { name: "Th1/Th2 ratio" }).inputValue(), "45");
    await page.getByText("Files can be saved once everything has been computed.").waitFor({ state: "detached" });
    await finished(page);
    assert.deepEqual(await report(), before);
    await page.getByLabel("Open a session").setInputFiles({ name: "no.json", mimeType: "application/json", buffer: Buffer.from("{}") });
    await page.getByText(/no\.json cannot be used\. It holds neither a session nor saved choices/).waitFor();

    assert.equal(await page.getByText(/made with another file/).count(), 0);
    await page.getByRole("button", { name: "Close file" }).click();
    await choose(page, file("other.csv", cohort([{}, { nk_percent: "17" }])));
    await finished(page);
    await page.getByLabel("Open a session").setInputFiles({ name: "s.json", mimeType: "application/json", buffer: session.bytes });
    await page.getByText(/made with another file/).waitFor();
    await page.getByText("age 30 or more", { exact: false }).first().waitFor();
});

test("A picture is named after its rule set", async (t) => {
    const page = await openPaper(t);
    const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name: "PNG 2x", exact: true }).first().click(),
    ]);
    assert.match(download.suggestedFilename(), /^participants-1@2x-[0-9a-f]{8}\.png$/);
});

test("A file without outcomes says in each section what it cannot do", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    await choose(page, file("none.csv", cohort([{ outcome: "" }, { outcome: "", nk_percent: "17" }])));
    await finished(page);
    for (const title of ["Live births with and without an abnormality", "Live births by class", "Factors associated with live birth", "Treated and untreated women, weighted"]) {
        assert.match(await read(page.getByRole("region", { name: title })), /states no outcome of the pregnancy/, title);
    }
});

test("What is typed while the document arrives stays, and so does the focus", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    const slow = await page.context().newCDPSession(page);
    await slow.send("Emulation.setCPUThrottlingRate", { rate: 4 });
    await openExample(page);
    const from = page.getByLabel("Age from");
    await from.fill("30");
    await from.evaluate((one) => { globalThis.typed = one; });
    await finished(page);
    assert.ok(await from.evaluate((one) => one === globalThis.typed && one === document.activeElement));
    assert.equal(await from.inputValue(), "30");
    await page.getByText("Filter: age 30", { exact: false }).first().waitFor();
});

test("How a figure is to be saved stays chosen when its numbers change", async (t) => {
    const page = await openPaper(t);
    const saving = page.getByRole("region", { name: "Live births by class" }).locator(".figure-saving").first();
    await saving.locator("summary").click();
    await saving.getByLabel("85 mm").check();
    await page.getByLabel("Age from").fill("30");
    await page.getByText("Filter: age 30", { exact: false }).first().waitFor();
    await finished(page);
    assert.ok(await saving.getByLabel("85 mm").isVisible());
    assert.ok(await saving.getByLabel("85 mm").isChecked());
});

test("On paper every section starts a page, no table is cut, and nothing to press is printed", async (t) => {
    const page = await openPaper(t);
    // What was never near the window is painted for the paper too.
    const painted = await page.evaluate(() => {
        dispatchEvent(new Event("beforeprint"));
        const canvases = [...document.querySelectorAll(".study canvas")];
        const found = canvases.map((one) => one.width === 2 * one.parentElement.clientWidth);
        dispatchEvent(new Event("afterprint"));
        return found;
    });
    assert.ok(painted.length > 10 && painted.every(Boolean), `${painted}`);
    for (const format of ["A4", "Letter"]) {
        const margin = Object.fromEntries(["top", "right", "bottom", "left"].map((side) => [side, "12mm"]));
        const pdf = await page.pdf({ format, margin });
        assert.deepEqual(wordsInMargin(pdf), [], format);
        const pages = printedPages(pdf);
        // The title and the file stand on the first page.
        for (const title of SECTIONS) {
            assert.equal(pages.slice(1).filter((text) => text.startsWith(title)).length, 1, `${format}: ${title}`);
        }
        // The two longest sections go on on a second page; Letter is shorter than A4.
        assert.ok(pages.length <= (format === "A4" ? 3 : 7) + SECTIONS.length, `${format}: ${pages.length} pages`);
    }
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.getByRole("button", { name: "Everything (ZIP)" }).isVisible(), false);
    await page.emulateMedia({ media: null });
});

/** The texts of the pages of a PDF. */
function printedPages(pdf) {
    const text = execFileSync("pdftotext", ["-layout", "-", "-"], { input: pdf, encoding: "utf8" });
    return text.split("\f").slice(0, -1).map((page) => page.trim());
}

/** What stands to the right of the margin of 12 mm, where paper is cut. */
function wordsInMargin(pdf) {
    const text = execFileSync("pdftotext", ["-bbox", "-", "-"], { input: pdf, encoding: "utf8" });
    const words = [];
    let right = 0;
    for (const [, width, xMax, word] of text.matchAll(/<page width="([\d.]+)"|xMax="([\d.]+)" yMax="[\d.]+">([^<]*)</g)) {
        if (width) {
            right = Number(width) - 12 / 25.4 * 72;
        } else if (Number(xMax) > right) {
            words.push(word);
        }
    }
    return words;
}

/** How far below the top of the window a section's heading stands. */
function topOf(page, id) {
    return page.locator(`#${id}-title`).evaluate((title) => title.getBoundingClientRect().top);
}

/** Waits until a section's heading stands near the top, and stays there. */
async function isReached(page, id) {
    await page.waitForFunction((id) => {
        const top = document.getElementById(`${id}-title`).getBoundingClientRect().top;
        const isThere = top > -2 && top < innerHeight / 4;
        globalThis.reachedSince = isThere ? globalThis.reachedSince ?? performance.now() : undefined;
        return isThere && performance.now() - globalThis.reachedSince > 500;
    }, id);
    await page.evaluate(() => { globalThis.reachedSince = undefined; });
}

for (const [width, height] of [[1280, 800], [360, 640]]) {
    test(`Every section has an address, and the contents mark the one in sight, at ${width} pixels`, async (t) => {
        const page = await site.open(t, { fragment: "#cohort/prevalence", viewport: { width, height } });
        await choose(page, paper());
        await finished(page);
        await isReached(page, "prevalence");
        const contents = page.getByRole("navigation", { name: "Sections of the study" });
        const marked = contents.locator("[aria-current=location]");
        assert.equal(await read(marked), "Prevalence of each abnormality");
        await contents.getByRole("link", { name: "Sensitivity to cut-offs" }).click();
        await isReached(page, "sensitivity");
        assert.equal(await page.evaluate(() => location.hash), "#cohort/sensitivity");
        assert.equal(await read(marked), "Sensitivity to cut-offs");
        // The contents stay in the window, and so does the mark in them.
        assert.ok(await contents.evaluate((nav) => {
            const [outer, inner] = [nav, nav.querySelector("[aria-current]")].map((one) => one.getBoundingClientRect());
            return outer.top >= 0 && outer.top < innerHeight / 4 && inner.left >= outer.left - 1 && inner.right <= outer.right + 1;
        }));
        await page.goBack();
        await isReached(page, "prevalence");
        assert.ok(await topOf(page, "prevalence") < height / 4);
        // An address of a section is one of the page.
        assert.equal(await page.getByRole("link", { name: "Cohort", exact: true }).getAttribute("aria-current"), "page");
    });

    test(`The mark in the contents follows whoever scrolls, at ${width} pixels`, async (t) => {
        const page = await site.open(t, { fragment: "#cohort", viewport: { width, height } });
        await choose(page, paper());
        await finished(page);
        const links = page.getByRole("navigation", { name: "Sections of the study" }).getByRole("link");
        const names = await links.allTextContents();
        /** The name that is marked, once it is the one of the section under the reading line. */
        const marks = (place) => page.waitForFunction(([name, last]) => {
            globalThis.scrollTo(0, last ? document.documentElement.scrollHeight : 0);
            return document.querySelector(".contents [aria-current=location]")?.textContent.trim() === name;
        }, [names.at(place).trim(), place !== 0]);
        await marks(0);
        // In one jump past all that lies between, and back.
        await marks(-1);
        await marks(0);
        // By the wheel, section after section.
        await page.mouse.move(width / 2, height / 2);
        const seen = [];
        while (seen.at(-1) !== names.at(-1).trim()) {
            await page.mouse.wheel(0, height / 2);
            await page.evaluate(() => new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(done)); }));
            const name = await page.locator(".contents [aria-current=location]").textContent();
            if (name.trim() !== seen.at(-1)) {
                seen.push(name.trim());
            }
        }
        const order = seen.map((name) => names.map((one) => one.trim()).indexOf(name));
        assert.deepEqual(order, [...order].sort((one, other) => one - other), "the mark never goes back");
        assert.ok(order.length > names.length / 2, `${seen}`);
    });
}
