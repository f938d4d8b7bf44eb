// Firefox ESR, driven by WebDriver BiDi: the same tests as in Chromium, with BROWSER=firefox.

import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { firefox } from "playwright-core";

/** Longest wait for a file that is saved. */
const PATIENCE = 60_000;

/** Where each browser saves files. */
const folders = new WeakMap();

/** Starts the Firefox that is installed, with preferences; the tests need no build of Playwright's own. */
export async function launchFirefox(preferences = {}) {
    const folder = mkdtempSync(path.join(tmpdir(), "rpl-firefox-"));
    const browser = await firefox.launch({
        channel: "moz-firefox",
        executablePath: process.env.FIREFOX ?? "/usr/bin/firefox-esr",
        downloadsPath: folder,
        firefoxUserPrefs: preferences,
    });
    askForLess(browser);
    folders.set(browser, folder);
    browser.on("disconnected", () => rmSync(folder, { recursive: true, force: true }));
    return browser;
}

/**
 * Playwright sets the colors of every tab by a command that is younger than this Firefox.
 * A tab without it has the colors of the system. A test that asks for other ones fails
 * by what it sees.
 */
function askForLess(browser) {
    const session = Object.getPrototypeOf(browser._connection.toImpl(browser)._browserSession);
    const { send } = session;
    session.send = async function (method, ...parameters) {
        try {
            return await send.call(this, method, ...parameters);
        } catch (error) {
            if (method === "emulation.setMediaFeaturesOverride" && /unknown command/.test(error.message)) {
                return {};
            }
            throw error;
        }
    };
}

/**
 * The file that an act saves: its name and its bytes. Firefox tells of files out of the
 * page's memory by no name that Playwright knows, so they are found where they were saved.
 */
export async function savedBy(browser, act) {
    const folder = folders.get(browser);
    await act();
    const end = Date.now() + PATIENCE;
    while (Date.now() < end) {
        const names = readdirSync(folder);
        // What is being written has a second file beside it.
        if (names.length === 1) {
            const place = path.join(folder, names[0]);
            const bytes = readFileSync(place);
            if (bytes.length > 0) {
                rmSync(place);
                return { name: names[0], bytes };
            }
        }
        await pause(20);
    }
    throw new Error(`Nothing was saved; the folder holds ${readdirSync(folder).join(", ") || "nothing"}.`);
}
