// The README's first command, as somebody runs it who has just cloned the repository:
// in an empty folder, with no `target`, nothing shared but Cargo's registry and the
// installed tools. It takes minutes, so `npm test` leaves it out; `./dev test` runs it,
// and has its build copied to the folder KEEP_BUILD for the other tests.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";

import { isSealed, launch } from "./support/browser.mjs";
import { choose, readFlow, showsReport } from "./support/cohort.mjs";
import { cohort, file } from "./support/files.mjs";
import { NORMAL, showsClass, typeLaboratory } from "./support/patient.mjs";

const ROOT = path.resolve(import.meta.dirname, "../..");

/** Longest time from the command to an answer: a build of everything on a busy machine. */
const PATIENCE_MS = 40 * 60_000;

const git = (folder, ...words) => execFileSync("git", ["-C", folder, ...words], { encoding: "utf8" });

/** The commands that a section of the README tells people to run. */
function commandsOf(readme, heading) {
    const section = readme.split(/^## /m).find((section) => section.startsWith(heading));
    assert.ok(section, `The README has no section "${heading}"`);
    return [...section.matchAll(/^```sh\n([\s\S]*?)^```/gm)].flatMap(([, lines]) => lines.trim().split("\n"));
}

/** A port on which nobody listens. */
function freePort() {
    return new Promise((resolve) => {
        const server = createServer().listen(0, "127.0.0.1", () => {
            const { port } = server.address();
            server.close(() => resolve(port));
        });
    });
}

/** The environment without what would let the clone use what was built elsewhere. */
function bareEnvironment(port) {
    const isBuildSetting = (name) => /^(CARGO_(TARGET|BUILD|PROFILE|INCREMENTAL|ENCODED)|RUSTFLAGS|RUSTC|TRUNK_)/.test(name);
    const kept = Object.entries(process.env).filter(([name]) => !isBuildSetting(name));
    return { ...Object.fromEntries(kept), PORT: String(port) };
}

test("The README's command serves a page that works, from a clone with nothing in it", { timeout: PATIENCE_MS + 300_000 }, async (t) => {
    const folder = mkdtempSync(path.join(tmpdir(), "fresh-clone-"));
    t.after(() => rmSync(folder, { recursive: true, force: true }));
    const clone = path.join(folder, "clone");
    // What is committed is cloned; what is not, nobody else has.
    execFileSync("git", ["clone", "--quiet", "--no-hardlinks", ROOT, clone]);
    assert.ok(!readdirSync(clone).includes("target"));

    const [command, ...others] = commandsOf(readFileSync(path.join(clone, "README.md"), "utf8"), "Run it");
    assert.deepEqual(others, [], "one command is all that it takes");
    const port = await freePort();
    const started = Date.now();
    const run = spawn(command, { cwd: clone, shell: "/bin/bash", env: bareEnvironment(port), detached: true, stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    run.stdout.on("data", (piece) => { said += piece; });
    run.stderr.on("data", (piece) => { said += piece; });
    const ended = new Promise((resolve) => run.on("close", resolve));
    const end = () => {
        try {
            process.kill(-run.pid, "SIGTERM");
        } catch {
            // It has ended by itself.
        }
        return ended;
    };
    t.after(end);
    // Whoever ends the test ends the command too, which is in a group of its own.
    process.once("SIGTERM", () => end().then(() => {
        rmSync(folder, { recursive: true, force: true });
        process.exit(1);
    }));

    const address = await answering(run, port, () => said);
    t.diagnostic(`the page answered after ${Math.round((Date.now() - started) / 1000)} s`);
    assert.ok(said.includes(address), `the command prints the address ${address}`);

    const browser = await launch();
    t.after(() => browser.close());
    const page = await browser.newPage();
    const complaints = [];
    page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    await page.goto(address);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await isSealed(page);

    await typeLaboratory(page, ["17.2", ...NORMAL.slice(1)]);
    await showsClass(page, "NK cell level");

    await page.getByRole("link", { name: "Cohort" }).click();
    await choose(page, file("own.csv", cohort([{}, { nk_percent: "17" }])));
    await showsReport(page, "own.csv");
    assert.equal((await readFlow(page))[0].n, 2);
    assert.deepEqual(complaints, []);

    assert.equal(git(clone, "status", "--porcelain"), "", "running it leaves nothing that git would notice");
    if (process.env.KEEP_BUILD) {
        cpSync(path.join(clone, "dist"), process.env.KEEP_BUILD, { recursive: true });
    }
    await end();
    await assert.rejects(fetch(address), "it has ended");
});

/** Waits until the page answers, and fails as soon as the command ends before. */
async function answering(run, port, said) {
    const address = `http://127.0.0.1:${port}/`;
    const deadline = Date.now() + PATIENCE_MS;
    while (Date.now() < deadline) {
        assert.equal(run.exitCode, null, `the command ended with ${run.exitCode}:\n${said().slice(-4000)}`);
        const answer = await fetch(address).catch(() => null);
        if (answer?.ok) {
            return address;
        }
        await new Promise((resolve) => setTimeout(resolve, 500));
    }
    return assert.fail(`no answer from ${address}:\n${said().slice(-4000)}`);
}
