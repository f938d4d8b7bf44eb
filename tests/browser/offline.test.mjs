// The copy for work without a network: made when it is asked for, exactly the
// files of the build, checked, and never renewed by itself.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";

import { DIST, isSealed, shows, useSite, wipe } from "./support/browser.mjs";
import { openExample } from "./support/cohort.mjs";
import { showsClass, typeLaboratory } from "./support/patient.mjs";

const site = useSite();

const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");
const LIST = readFileSync(path.join(DIST, "build.json"), "utf8");
const BUILD = JSON.parse(LIST);

/** A later build: other words on the page, other version. */
function laterBuild() {
    const boot = `${readFileSync(path.join(DIST, "boot.js"), "utf8")}\nglobalThis.isLater = true;\n`;
    const list = JSON.stringify({ version: "9.9.9", files: { ...BUILD.files, "boot.js": sha256(boot) } });
    return { "boot.js": boot, "build.json": list };
}

/** A tab of its own with the privacy page; the server is as it was built. */
async function openPrivacy(t) {
    Object.assign(site.server.state, { replaced: {}, isDown: false });
    t.after(() => Object.assign(site.server.state, { replaced: {}, isDown: false }));
    return site.open(t, { fragment: "#privacy", viewport: null, expectsComplaints: true });
}

const offline = (page) => page.getByRole("region", { name: "Without a network" });

/** Follows a link of the section, which loads the page anew. */
async function follow(page, name) {
    await Promise.all([page.waitForEvent("load"), offline(page).getByRole("link", { name }).click()]);
    await isSealed(page);
}

async function keepCopy(page) {
    await follow(page, "Keep a copy");
    await shows(offline(page), /This browser keeps a copy/);
}

/** What the caches hold: SHA-256 by name below the page's address. */
function kept(page) {
    return page.evaluate(async () => {
        const found = {};
        for (const name of await caches.keys()) {
            const cache = await caches.open(name);
            for (const request of await cache.keys()) {
                const bytes = await (await cache.match(request)).arrayBuffer();
                const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
                const file = request.url.slice(new URL("./", location.href).href.length) || "index.html";
                found[file] = [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
            }
        }
        return found;
    });
}

const isLater = (page) => page.evaluate(() => globalThis.isLater === true);

test("The copy holds exactly the files of the build, byte by byte", async (t) => {
    const page = await openPrivacy(t);
    await keepCopy(page);
    assert.deepEqual(await kept(page), { ...BUILD.files, "build.json": sha256(LIST) });
    await shows(page.getByRole("region", { name: "What is stored here" }), /A copy of the program’s own files/);
    assert.equal(page.url(), `${site.server.url}#privacy`, "the wish does not stay in the address");
});

test("With a copy, a cold start needs no network, and everything works", async (t) => {
    const page = await openPrivacy(t);
    await keepCopy(page);
    const context = page.context();
    await page.close();
    site.server.state.isDown = true;
    await context.setOffline(true);
    const before = site.server.requests.length;
    const cold = await context.newPage();
    await cold.goto(site.server.url);
    await isSealed(cold);
    await typeLaboratory(cold, ["17", "20", "15", "5", "20"]);
    await showsClass(cold, "NK cell level");
    await cold.getByRole("link", { name: "Cohort" }).click();
    await openExample(cold);
    assert.deepEqual(site.server.requests.slice(before).filter(({ url }) => !url.includes("/sw.js?")), []);
});

test("A page out of the copy asks the host for nothing; the browser alone looks for its script", async (t) => {
    const page = await openPrivacy(t);
    await keepCopy(page);
    const before = site.server.requests.length;
    await page.reload();
    await isSealed(page);
    await page.getByRole("link", { name: "Cohort" }).click();
    await openExample(page);
    const asked = site.server.requests.slice(before);
    assert.deepEqual(asked.filter(({ url }) => !/\/sw\.js\?[0-9a-f]{64}$/.test(url)), []);
    assert.deepEqual(asked.filter(({ method, body }) => method !== "GET" || body !== ""), []);
});

test("A newer version is taken over when the user agrees, and not before", async (t) => {
    const page = await openPrivacy(t);
    await keepCopy(page);
    await follow(page, "Look for a newer version");
    await shows(offline(page), /The copy in this browser is the newest version\./);
    const later = laterBuild();
    site.server.state.replaced = later;
    await page.reload();
    await isSealed(page);
    assert.equal(await isLater(page), false, "loading anew changes nothing");
    await follow(page, "Look for a newer version");
    await shows(offline(page), new RegExp(`Version 9\\.9\\.9 is there, build ${sha256(later["build.json"])}`));
    await page.reload();
    await isSealed(page);
    assert.equal(await isLater(page), false, "looking changes nothing");
    await follow(page, "Look for a newer version");
    await follow(page, "Take the newer version over");
    await shows(offline(page), /Version 9\.9\.9, build [0-9a-f]{64}, has been kept/);
    await follow(page, "Start the newer version");
    assert.equal(await isLater(page), true);
    assert.deepEqual(await kept(page), { ...JSON.parse(later["build.json"]).files, "build.json": sha256(later["build.json"]) });
});

test("A file that is not the one of the list is refused, and the copy stays as it was", async (t) => {
    const page = await openPrivacy(t);
    await keepCopy(page);
    const before = await kept(page);
    const later = laterBuild();
    site.server.state.replaced = { ...later, "boot.js": `${later["boot.js"]}// altered on its way` };
    await follow(page, "Look for a newer version");
    await follow(page, "Take the newer version over");
    await shows(offline(page), /A file from the host is not the one that the build’s list names\. .* Nothing was changed\./);
    assert.deepEqual(await kept(page), before);
    await page.reload();
    await isSealed(page);
    assert.equal(await isLater(page), false);
});

test("When the host cannot be reached, the copy says so and stays", async (t) => {
    const page = await openPrivacy(t);
    await keepCopy(page);
    site.server.state.isDown = true;
    await follow(page, "Look for a newer version");
    await shows(offline(page), /The host could not be reached.* Nothing was changed\./);
    await page.reload();
    await isSealed(page);
    await shows(offline(page), /This browser keeps a copy/);
});

test("A new script of the copy on the host changes nothing by itself", async (t) => {
    const page = await openPrivacy(t);
    await keepCopy(page);
    const before = await kept(page);
    const later = laterBuild();
    site.server.state.replaced = { ...later, "sw.js": `${readFileSync(path.join(DIST, "sw.js"), "utf8")}\n// later` };
    // What the browser does by itself sooner or later.
    await page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update().catch(() => {}));
    await page.reload();
    await isSealed(page);
    await page.waitForFunction(async () => (await navigator.serviceWorker.getRegistration()).installing === null);
    assert.deepEqual(await kept(page), before);
    assert.equal(await isLater(page), false);
});

test("Without room for a copy the page says so, and works", async (t) => {
    const page = await openPrivacy(t);
    const session = await page.context().newCDPSession(page);
    await session.send("Storage.overrideQuotaForOrigin", { origin: site.server.origin, quotaSize: 1000 });
    await follow(page, "Keep a copy");
    await shows(offline(page), /There is not enough room in this browser for a copy\. Nothing was changed\./);
    assert.deepEqual(await kept(page), {});
    await page.getByRole("link", { name: "Cohort" }).click();
    await openExample(page);
});

test("A browser that denies stores gets the page all the same", async (t) => {
    const page = await site.open(t, { fragment: "#privacy", expectsComplaints: true, prepare: (page) => page.addInitScript(() => {
        const deny = () => { throw new DOMException("denied", "SecurityError"); };
        for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"]) {
            Object.defineProperty(globalThis, name, { get: deny });
        }
        ServiceWorkerContainer.prototype.getRegistration = async () => deny();
    }) });
    await shows(offline(page), /This browser does not allow pages to keep anything\. Nothing was changed\./);
    await wipe(page);
    await page.getByRole("link", { name: "Cohort" }).click();
    await openExample(page);
});

test("A wipe removes the copy as well", async (t) => {
    const page = await openPrivacy(t);
    await keepCopy(page);
    await wipe(page);
    await shows(page.getByRole("region", { name: "What is stored here" }), /Nothing: no cookie/);
    assert.deepEqual(await kept(page), {});
    await page.reload();
    await isSealed(page);
    await shows(offline(page), /keep a copy of its files in this browser/);
    assert.equal(await page.evaluate(() => navigator.serviceWorker.controller), null);
});

test("The page can be installed, also after it has been sealed", async (t) => {
    const page = await openPrivacy(t);
    const session = await page.context().newCDPSession(page);
    const before = site.server.requests.length;
    const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
    // The tests' own tabs are private ones, where nothing can be installed.
    assert.deepEqual(installabilityErrors.map(({ errorId }) => errorId), ["in-incognito"]);
    assert.equal(site.server.requests.length, before, "it asks the host for nothing");
});
