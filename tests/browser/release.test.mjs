// The release folder: its checksums, its header files, and the page behind them.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { test } from "node:test";

import { DIST, isSealed, RELEASE, save, shows, useSite } from "./support/browser.mjs";
import { openExample } from "./support/cohort.mjs";
import { useFolder } from "./support/files.mjs";
import { headersOf, headersOfNginx } from "./support/hosting.mjs";
import { showsClass, typeLaboratory } from "./support/patient.mjs";

const ROOT = path.resolve(import.meta.dirname, "../..");
const HEADERS = headersOf(path.join(RELEASE, "site/_headers"));

const site = useSite({ headers: HEADERS });
const folder = useFolder();

const sha256 = (file) => createHash("sha256").update(readFileSync(file)).digest("hex");
const filesBelow = (folder) => readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
const [SINGLE] = filesBelow(RELEASE).filter((name) => /^[^/]*\.html$/.test(name));

test("The checksums name every file of the release, and are right", () => {
    const lines = readFileSync(path.join(RELEASE, "SHA256SUMS"), "utf8").trim().split("\n");
    const sums = Object.fromEntries(lines.map((line) => line.split(/ [ *]/).reverse()));
    assert.deepEqual(Object.keys(sums).sort(), filesBelow(RELEASE).filter((name) => name !== "SHA256SUMS").sort());
    for (const [name, sum] of Object.entries(sums)) {
        assert.equal(sum, sha256(path.join(RELEASE, name)), name);
    }
});

test("The list of the build names every file of the site, and is right", () => {
    const { files, version } = JSON.parse(readFileSync(path.join(DIST, "build.json"), "utf8"));
    assert.deepEqual(Object.keys(files).sort(), readdirSync(DIST).filter((name) => name !== "build.json").sort());
    for (const [name, sum] of Object.entries(files)) {
        assert.equal(sum, sha256(path.join(DIST, name)), name);
        assert.equal(sum, sha256(path.join(RELEASE, "site", name)), name);
    }
    assert.equal(SINGLE, `rpl-immune-profile-${version}.html`);
});

test("The single file is the build and nothing else: written again, it is the same", () => {
    const again = folder.write("again.html", "");
    execFileSync(process.execPath, [path.join(ROOT, ".ci/single-file.mjs"), DIST, again]);
    assert.equal(sha256(again), sha256(path.join(RELEASE, SINGLE)));
});

test("No file of the release names a folder of the computer that built it", () => {
    for (const name of filesBelow(RELEASE)) {
        const bytes = readFileSync(path.join(RELEASE, name));
        // The modules stand in the single file as base64.
        const modules = name === SINGLE
            ? [...bytes.toString("latin1").matchAll(/<script type="text\/plain"[^>]*>([^<]*)</g)].map(([, text]) => Buffer.from(text, "base64"))
            : [];
        for (const text of [bytes, ...modules].map((part) => part.toString("latin1"))) {
            for (const place of [ROOT, homedir(), ".cargo/registry", "/home/", "/tmp/"]) {
                assert.equal(text.includes(place), false, `${name} holds ${place}`);
            }
        }
    }
});

test("The header files have the page's own policy, and what only a header can say", () => {
    const own = readFileSync(path.join(DIST, "index.html"), "utf8").match(/Content-Security-Policy" content="([^"]*)"/)[1];
    assert.equal(
        HEADERS["content-security-policy"],
        `${own}; frame-ancestors 'none'; sandbox allow-scripts allow-same-origin allow-forms allow-modals allow-downloads`,
    );
    assert.deepEqual(headersOfNginx(path.join(RELEASE, "nginx.conf")), HEADERS);
});

test("Behind the headers everything works: both pages, saving, printing, a copy, a cold start", async (t) => {
    const page = await site.open(t, { viewport: null, expectsComplaints: true });
    await typeLaboratory(page, ["17", "20", "15", "5", "20"]);
    await showsClass(page, "NK cell level");
    await page.getByRole("link", { name: "Cohort" }).click();
    await openExample(page);
    assert.match((await save(page, "Classified rows (CSV)")).bytes.toString(), /,"analyzed",/);
    await page.pdf();
    await page.getByRole("link", { name: "Sealed: this page has no network" }).click();
    const region = page.getByRole("region", { name: "Without a network" });
    await Promise.all([page.waitForEvent("load"), region.getByRole("link", { name: "Keep a copy" }).click()]);
    await isSealed(page);
    await shows(region, /This browser keeps a copy/);
    await page.context().setOffline(true);
    await page.reload();
    await isSealed(page);
    await page.getByRole("link", { name: "Cohort" }).click();
    await openExample(page);
    // The browser remarks that a page with these two rights could leave a sandbox; the sandbox is there for the windows.
    const others = page.complaints.filter((text) => !/both allow-scripts and allow-same-origin/.test(text));
    assert.deepEqual(others, []);
});
