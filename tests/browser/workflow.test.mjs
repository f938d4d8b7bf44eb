// What the workflows would do on a host, as far as it can be done without one: their own
// commands, read from their files, are run here.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { parse } from "yaml";

import { RELEASE } from "./support/browser.mjs";
import { useFolder } from "./support/files.mjs";

const ROOT = path.resolve(import.meta.dirname, "../..");
const WORKFLOWS = path.join(ROOT, ".github/workflows");
const folder = useFolder();

const read = (name) => readFileSync(path.join(ROOT, name), "utf8");
const VERSION = read("Cargo.toml").match(/^version = "(.*)"/m)[1];

const workflows = Object.fromEntries(readdirSync(WORKFLOWS).map((name) => [name, parse(readFileSync(path.join(WORKFLOWS, name), "utf8"))]));
const steps = Object.values(workflows).flatMap(({ jobs }) => Object.values(jobs).flatMap(({ steps }) => steps));

/** The command of a step of the release. */
function command(name) {
    const step = workflows["release.yml"].jobs.release.steps.find((step) => step.name === name);
    assert.ok(step?.run, `the release has no command named "${name}"`);
    return step.run;
}

/** Runs a command as a workflow does, in a folder. */
function run(script, cwd, env = {}) {
    return spawnSync("bash", ["-e", "-c", script], { cwd, env: { ...process.env, ...env }, encoding: "utf8" });
}

test("Every push and every pull request is tested; a tag is released", () => {
    const tested = workflows["test.yml"];
    assert.deepEqual(Object.keys(tested.on).sort(), ["pull_request", "push"]);
    assert.ok(tested.jobs.test.steps.some(({ run }) => run === "bash .ci/run"));
    assert.match(read(".ci/run"), /^exec \.\/dev test$/m);
    assert.deepEqual(workflows["release.yml"].on, { push: { tags: ["v*"] } });
});

test("Actions are pinned by commit, and every chore that is called exists", () => {
    const actions = steps.flatMap(({ uses }) => uses ?? []);
    assert.ok(actions.length > 0);
    for (const action of actions) {
        assert.match(action, /^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
    }
    const chores = [...read("dev").matchAll(/^ {4}([a-z-]+)\) /gm)].map(([, name]) => name);
    const called = [...`${steps.map(({ run }) => run).join("\n")}\n${read("README.md")}\n${read("CONTRIBUTING.md")}`.matchAll(/\.\/dev ([a-z-]+)/g)];
    assert.ok(called.length > 5);
    for (const [, name] of called) {
        assert.ok(chores.includes(name), `./dev ${name}`);
    }
});

test("A release is of the version that its tag names, and of no other", () => {
    const check = command("The tag names the version");
    assert.equal(run(check, ROOT, { GITHUB_REF_NAME: `v${VERSION}` }).status, 0);
    for (const other of ["v0.0.0", VERSION, `v${VERSION}1`, ""]) {
        assert.notEqual(run(check, ROOT, { GITHUB_REF_NAME: other }).status, 0, other);
    }
});

/** A list of known vulnerabilities, as a repository of the layout that cargo-deny reads. */
function advisories(name, entries) {
    const place = path.join(path.dirname(folder.write(`${name}.txt`, "")), name);
    for (const { id, crate, kind } of entries) {
        const home = path.join(place, "crates", crate);
        mkdirSync(home, { recursive: true });
        const informational = kind === "unmaintained" ? 'informational = "unmaintained"\n' : "";
        writeFileSync(path.join(home, `${id}.md`), [
            "```toml", "[advisory]", `id = "${id}"`, `package = "${crate}"`, 'date = "2025-12-01"',
            `${informational}[versions]`, "patched = []", "```", "", `# ${kind}`, "", "For a test.", "",
        ].join("\n"));
    }
    const git = (...words) => execFileSync("git", ["-C", place, "-c", "user.name=test", "-c", "user.email=test@localhost", ...words]);
    git("init", "--quiet", "--initial-branch=main");
    git("add", ".");
    git("commit", "--quiet", "--message", "List");
    return place;
}

/**
 * What the release's step says with this list in the place of the public one. The list
 * has to have an address of a host, which git is told to look for in a folder.
 */
function checked(name, entries, config = read("deny.toml")) {
    const list = advisories(name, entries);
    const address = "https://list.test/advisories";
    const lines = `[advisories]\ndb-path = "${list}-copy"\ndb-urls = ["${address}"]\ngit-fetch-with-cli = true\n`;
    const file = folder.write(`${name}.toml`, config.replace("[advisories]\n", lines));
    const script = command("Known vulnerabilities of dependencies").replace("cargo deny", `cargo deny --config ${file}`);
    const { status, stdout, stderr } = run(script, ROOT, {
        GIT_CONFIG_COUNT: "1", GIT_CONFIG_KEY_0: `url.file://${list}.insteadOf`, GIT_CONFIG_VALUE_0: address,
    });
    assert.match(stdout, /^advisories (ok|FAILED)/m, `the check was not made: ${stderr}`);
    const errors = stderr.split("\n\n").filter((message) => /^error/.test(message)).join("\n");
    return { status, found: [...new Set(errors.match(/RUSTSEC-\d+-\d+/g))].sort() };
}

/** What the public list held of the locked dependencies in August 2026. */
const KNOWN = [
    { id: "RUSTSEC-2025-0141", crate: "bincode", kind: "unmaintained" },
    { id: "RUSTSEC-2024-0370", crate: "proc-macro-error", kind: "unmaintained" },
];

test("A release passes with the unmaintained crates that are accepted by number", () => {
    assert.deepEqual(checked("known", KNOWN), { status: 0, found: [] });
    const strict = read("deny.toml").replace(/^ignore = \[[\s\S]*?^\]/m, "ignore = []");
    const { status, found } = checked("strict", KNOWN, strict);
    assert.notEqual(status, 0, "without the exceptions it fails");
    assert.deepEqual(found, KNOWN.map(({ id }) => id).sort());
});

test("A release fails on anything new, unmaintained or vulnerable", () => {
    for (const [place, kind] of ["unmaintained", "vulnerable"].entries()) {
        const id = `RUSTSEC-2026-900${place}`;
        const { status, found } = checked(kind, [...KNOWN, { id, crate: "calamine", kind }]);
        assert.notEqual(status, 0, kind);
        assert.deepEqual(found, [id], kind);
    }
});

test("What is published exists, and the archive is the same whenever it is packed", () => {
    const place = path.dirname(folder.write("published.txt", ""));
    const home = path.join(place, "publish");
    mkdirSync(path.join(home, "bin"), { recursive: true });
    cpSync(RELEASE, path.join(home, "release"), { recursive: true });
    // Stands for the host's program and notes what it is told.
    writeFileSync(path.join(home, "bin/gh"), '#!/bin/sh\nfor word; do echo "$word"; done > told\n');
    chmodSync(path.join(home, "bin/gh"), 0o755);
    const publish = () => {
        const env = { PATH: `${path.join(home, "bin")}:${process.env.PATH}`, GITHUB_REF_NAME: `v${VERSION}`, GH_TOKEN: "" };
        const { status, stderr } = run(command("Publish"), home, env);
        assert.equal(status, 0, stderr);
        return readFileSync(path.join(home, "rpl-immune-profile.tar.gz"));
    };
    const first = publish();
    const told = readFileSync(path.join(home, "told"), "utf8").trim().split("\n");
    assert.deepEqual(told.slice(0, 4), ["release", "create", `v${VERSION}`, "--verify-tag"]);
    const files = told.filter((word) => /\.(html|gz)$|SHA256SUMS$/.test(word));
    assert.deepEqual([...new Set(files)].sort(), [
        "release/SHA256SUMS", `release/rpl-immune-profile-${VERSION}.html`, "rpl-immune-profile.tar.gz",
    ]);
    assert.ok(files.every((name) => existsSync(path.join(home, name))));
    execFileSync("touch", ["-d", "2001-01-01", path.join(home, "release/site/index.html")]);
    assert.ok(publish().equals(first));
    const uploaded = workflows["release.yml"].jobs.release.steps.find(({ uses }) => uses?.includes("upload-pages-artifact"));
    assert.ok(existsSync(path.join(home, uploaded.with.path, "index.html")));
});
