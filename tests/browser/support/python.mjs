// Saved files as programs read them that are not ours: Debian's python3-docx.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** What a script for Python prints as JSON about a file of these bytes, whose path is its first argument. */
export function readByPython(script, bytes, name) {
    const folder = mkdtempSync(path.join(tmpdir(), "rpl-saved-"));
    const place = path.join(folder, name);
    writeFileSync(place, bytes);
    try {
        // The first may be one that does not see Debian's packages.
        for (const python of ["python3", "/usr/bin/python3"]) {
            const { status, stdout } = spawnSync(python, ["-c", `import sys, json, docx\n${script}`, place], { encoding: "utf8" });
            if (status === 0) {
                return JSON.parse(stdout);
            }
        }
    } finally {
        rmSync(folder, { recursive: true });
    }
    return assert.fail("python3-docx is missing, or cannot read the file");
}
