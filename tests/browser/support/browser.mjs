// The built page in a headless Chromium. One browser and one server are shared by
// the tests of a file.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import path from "node:path";
import { after, before } from "node:test";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

import { launchFirefox, savedBy } from "./firefox.mjs";
import { startServer } from "./server.mjs";

/** The folder of the built page. */
export const DIST = path.resolve(process.env.DIST ?? path.join(import.meta.dirname, "../../../dist"));

/** The release, as `./dev release` writes it. */
export const RELEASE = path.resolve(import.meta.dirname, "../../../release");

/** The single file, when the tests shall open that in the place of the served page; else null. */
export const SINGLE_FILE = process.env.SINGLE_FILE ?? null;

/** Whether the tests run in Firefox in the place of Chromium. */
export const IS_FIREFOX = process.env.BROWSER === "firefox";

/** The page has to work below any path of a host, so the tests use a deep one. */
const BASE = "/some/where/";

/** How many times slower the page is made, so that what depends on the speed of this computer shows. */
const SLOWED = Number(process.env.SLOWED ?? 1);

/** Longest wait for anything; the tests themselves never sleep. */
const PATIENCE = 15_000 * SLOWED;

const SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    // No name of any host can be looked up: the tests need no network.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
];

/** Starts the browser that the tests use. */
export function launch(switches = []) {
    if (IS_FIREFOX) {
        return launchFirefox();
    }
    return chromium.launch({
        executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
        args: [...SWITCHES, ...switches],
    });
}

/**
 * Starts server and browser before the tests of the calling file, and ends them
 * after. `pages` are further pages of the same server, by path; `headers` are sent
 * with every answer, and `switches` are further ones for the browser.
 */
export function useSite({ pages = {}, headers = {}, switches = [] } = {}) {
    assert.ok(
        existsSync(path.join(DIST, "index.html")),
        `There is no built page in ${DIST}. Build it first (./dev build), or name its folder in DIST.`,
    );
    const site = { server: null, browser: null, tab: null, address: null, open: (t, options) => open(site, t, options) };
    before(async () => {
        site.server = await startServer({ folder: DIST, base: BASE, pages, headers });
        site.address = SINGLE_FILE === null ? site.server.url : pathToFileURL(SINGLE_FILE).href;
        site.browser = await launch(switches);
    });
    after(async () => {
        await site.browser?.close();
        await site.server?.close();
    });
    return site;
}

/**
 * Opens the page anew and waits until it has started, has its engine and has
 * sealed its network, unless the test does something to the engine first.
 *
 * The tests of a file load the page into one tab, one after the other: it keeps
 * nothing over a reload, and a tab costs more time than most tests. A test that
 * wants a tab of another kind gets its own: `prepare` is given the tab before
 * anything is loaded, and whatever else is given goes to Playwright's context.
 *
 * A page that complains in the console fails its test, unless the test expects
 * complaints.
 */
async function open(site, t, options = {}) {
    const { fragment = "", expectsComplaints = false, waitsForEngine = true, prepare, ...contextOptions } = options;
    const isPlain = prepare === undefined && Object.keys(contextOptions).length === 0;
    const page = isPlain ? await sharedTab(site) : await newTab(site, contextOptions);
    page.complaints = [];
    t.after(async () => {
        if (!isPlain) {
            await page.context().close();
        }
        if (!expectsComplaints) {
            assert.deepEqual(page.complaints, [], "the page complained in the console");
        }
    });
    await prepare?.(page);
    await page.goto(site.address + fragment);
    await page.getByRole("heading", { level: 1 }).waitFor();
    if (waitsForEngine) {
        await isSealed(page);
    }
    return page;
}

/** Waits until the page has everything and has sealed its network. */
export async function isSealed(page) {
    await page.getByRole("link", { name: "Sealed: this page has no network" }).waitFor();
}

/** The tab that the tests of a file share, emptied. */
async function sharedTab(site) {
    if (site.tab === null || site.tab.isClosed()) {
        site.tab = await newTab(site, {});
    }
    await site.tab.goto("about:blank");
    return site.tab;
}

async function newTab(site, contextOptions) {
    const context = await site.browser.newContext(contextOptions);
    context.setDefaultTimeout(PATIENCE);
    const page = await context.newPage();
    page.on("console", (message) => {
        if (["error", "warning"].includes(message.type())) {
            page.complaints.push(`${message.type()}: ${message.text()}`);
        }
    });
    page.on("pageerror", (error) => page.complaints.push(`uncaught: ${error.message}`));
    if (SLOWED > 1 && !IS_FIREFOX) {
        const devtools = await context.newCDPSession(page);
        await devtools.send("Emulation.setCPUThrottlingRate", { rate: SLOWED });
    }
    return page;
}

/**
 * Waits until the text of an element is, holds or matches `expected`: a string
 * is the whole text, a regular expression a part of it. Blanks are folded.
 */
export async function shows(locator, expected) {
    const pattern = typeof expected === "string" ? new RegExp(`^\\s*${escape(expected)}\\s*$`) : expected;
    try {
        await locator.filter({ hasText: pattern }).first().waitFor();
    } catch {
        const texts = (await locator.allTextContents()).map(fold);
        assert.fail(`Expected to see ${pattern}, the page shows ${JSON.stringify(texts)}.`);
    }
}

/** Has the page of what guards the data forget everything, and waits until it has. */
export async function wipe(page) {
    await page.getByRole("button", { name: "Wipe" }).click();
    await page.getByRole("button", { name: "Forget everything" }).click();
    await page.getByText("Everything is forgotten.").waitFor();
}

/** Waits until an element is gone or hidden. */
export async function hides(locator) {
    await locator.first().waitFor({ state: "hidden" });
}

/** What a person reads in an element, blanks folded. */
export async function read(locator) {
    let text = await locator.innerText();
    if (text === "") {
        // What is far out of sight is not laid out, and has no text of its own yet.
        await locator.scrollIntoViewIfNeeded();
        for (let tries = 0; text === "" && tries < 20; tries += 1) {
            await drawn(locator.page());
            text = await locator.innerText();
        }
    }
    return fold(text);
}

/** What a person reads in each of several elements. */
export async function readAll(locator) {
    return (await locator.allInnerTexts()).map(fold);
}

/** The cells of a table's body, row by row; the heads of rows are cells too. */
export async function readRows(table) {
    // What is far out of sight is not laid out, and has no text of its own yet.
    await table.scrollIntoViewIfNeeded();
    await drawn(table.page());
    return table.evaluate((table) => [...table.querySelectorAll("tbody tr")].map((row) => (
        [...row.cells].map((cell) => cell.innerText.replace(/\s+/g, " ").trim())
    )));
}

/** Lets the page draw what it has to draw. */
export function drawn(page) {
    return page.evaluate(
        () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
    );
}

/** The worker that the page has now, once it has one. */
export async function workerOf(page) {
    return page.workers().at(-1) ?? page.waitForEvent("worker");
}

/**
 * Brings an element into sight and waits until it stands still: sections that come into sight are
 * laid out then, and what moves between the press and the release of the mouse is not clicked.
 */
async function settle(locator) {
    await locator.scrollIntoViewIfNeeded();
    let before = null;
    for (let same = 0, looks = 0; same < 3; looks += 1) {
        assert.ok(looks < 200, `${locator} keeps moving`);
        await drawn(locator.page());
        const now = JSON.stringify(await locator.boundingBox());
        same = now === before ? same + 1 : 0;
        before = now;
    }
}

/** Unfolds what a figure, by its title, can be saved as. */
export async function unfold(page, title) {
    const summary = page.getByRole("figure").filter({ hasText: title }).locator(".figure-saving > summary");
    await settle(summary);
    await summary.click();
}

/** Presses a button that saves a file; gives its name and its bytes. */
export async function save(page, button) {
    const pressed = page.getByRole("button", { name: button, exact: true });
    if (!IS_FIREFOX) {
        await settle(pressed);
    }
    return saved(page, () => pressed.click());
}

/** The file that an act saves: its name and its bytes. */
export async function saved(page, act) {
    if (IS_FIREFOX) {
        return savedBy(page.context().browser(), act);
    }
    const [download] = await Promise.all([page.waitForEvent("download"), act()]);
    const pieces = [];
    for await (const piece of await download.createReadStream()) {
        pieces.push(piece);
    }
    return { name: download.suggestedFilename(), bytes: Buffer.concat(pieces) };
}

/**
 * A picture to be looked at, which no test judges. Firefox makes none: Playwright adds a style
 * to the page for it, which the page's policy refuses.
 */
export async function picture(target, place) {
    if (!IS_FIREFOX) {
        await target.screenshot({ path: place });
    }
}

function fold(text) {
    return text.replace(/\s+/g, " ").trim();
}

function escape(text) {
    return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/ /g, "\\s+");
}
