// A smoke of the page in WebKitGTK: it starts, classifies, opens a file, answers a
// question, reaches nobody, and complains about nothing.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";

import { DIST } from "../support/browser.mjs";
import { cohort, useFolder } from "../support/files.mjs";
import { startServer } from "../support/server.mjs";
import { launchWebKit } from "../support/webkit.mjs";

assert.ok(existsSync(path.join(DIST, "index.html")), `There is no built page in ${DIST}: ./dev build`);

const folder = useFolder();
const BUILD = Object.keys(JSON.parse(readFileSync(path.join(DIST, "build.json"), "utf8")).files);

/**
 * Has the page note what it complains of, before its first script does anything: this driver
 * does not tell what stands in the console.
 */
const LISTENER = `
globalThis.complaints = [];
for (const kind of ["error", "warn"]) {
    const say = console[kind];
    console[kind] = (...words) => { globalThis.complaints.push(words.join(" ")); say.apply(console, words); };
}
addEventListener("error", ({ message }) => globalThis.complaints.push(message));
addEventListener("unhandledrejection", ({ reason }) => globalThis.complaints.push(String(reason)));
addEventListener("securitypolicyviolation", ({ blockedURI }) => globalThis.complaints.push("refused " + blockedURI));
`;

let server;
let page;
before(async () => {
    server = await startServer({ folder: DIST, base: "/some/where/" });
    server.state.replaced["guard.js"] = LISTENER + readFileSync(path.join(DIST, "guard.js"), "utf8");
    page = await launchWebKit();
});
after(async () => {
    await page?.close();
    await server?.close();
});

/** Waits until some element of a kind has a text. */
const shows = (selector, text) => page.until(`“${text}” in ${selector}`, `
    return [...document.querySelectorAll(arguments[0])].some((one) => one.innerText.includes(arguments[1]));`, selector, text);

/** Opens the page at a place of it, anew, and waits until it is sealed. */
async function open(fragment = "") {
    await page.open("about:blank");
    await page.open(server.url + fragment);
    await shows("a", "Sealed: this page has no network");
}

const complaints = () => page.js("return globalThis.complaints");

test("The page starts with the files of its build, and is sealed", async (t) => {
    t.diagnostic(`WebKitGTK ${page.version}`);
    await open();
    const asked = server.requests.map(({ url }) => url.slice("/some/where/".length));
    assert.ok(asked.length > 8);
    assert.deepEqual(asked.filter((name) => name !== "" && name !== "build.json" && !BUILD.includes(name)), []);
    assert.equal(await page.js("return document.title"), "Patient – RPL Immune Profile");
});

test("A patient is classified, with decimal commas", async () => {
    await open();
    for (const [label, text] of [["NK cell level", "17,2"], ["50:1", "20"], ["25:1", "15,5"], ["12.5:1", "5"], ["Th1/Th2 ratio", "20"]]) {
        await page.type("input", label, text);
    }
    await page.until("the class", "return document.querySelector('.verdict-title')?.innerText === 'NK cell level'");
    assert.deepEqual(await complaints(), []);
});

test("A file is opened, and its figures are painted", async () => {
    await open("#cohort");
    const women = Array.from({ length: 12 }, (_, place) => ({
        nk_percent: place % 2 ? "17" : "10", outcome: place % 3 ? "live_birth" : "miscarriage",
    }));
    await page.type("input", "Choose a file", folder.write("women.csv", cohort(women)));
    await shows("#file-name", "women.csv");
    await shows(".study-body .section-title", "Participants");
    await shows("main", "12");
    await page.until("the files to save", "return document.querySelector('.download-list') !== null");
    const n_figures = await page.js("return document.querySelectorAll('.study canvas').length");
    assert.ok(n_figures > 5, `${n_figures} figures`);
    for (let place = 0; place < n_figures; place += 1) {
        await page.until(`figure ${place}`, `
            const canvas = document.querySelectorAll(".study canvas")[arguments[0]];
            canvas.scrollIntoView({ block: "center" });
            if (canvas.width === 0) return false;
            const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
            return new Set(new Uint32Array(data.buffer)).size > 2;`, place);
    }
    assert.deepEqual(await complaints(), []);
});

test("A question is answered", async () => {
    await open("#tables");
    const counts = { "Group 1, event": "163", "Group 1, no event": "34", "Group 2, event": "217", "Group 2, no event": "52" };
    for (const [label, text] of Object.entries(counts)) {
        await page.type("input", label, text);
    }
    // fisher.test(matrix(c(163, 34, 217, 52), 2, byrow = TRUE))$p.value 0.62929
    await shows(".answer", "p = 0.629.");
    assert.deepEqual(await complaints(), []);
});

test("The sealed page reaches nobody", async () => {
    await open();
    assert.deepEqual(await complaints(), []);
    const n_asked = server.requests.length;
    const address = `${server.url}page.js?x`;
    const outcome = await page.promised("return fetch(args[0], { mode: 'no-cors' }).then(() => 'arrived', ({ name }) => name)", address);
    assert.equal(outcome, "TypeError");
    assert.equal(server.requests.length, n_asked);
    // What is refused is complained of, which shows that complaints are heard.
    await page.until("the report", "return globalThis.complaints.length > 0");
    assert.match((await complaints()).join(), /refused .*page\.js/);
});
