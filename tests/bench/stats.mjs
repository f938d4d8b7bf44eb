// Measures the statistics natively, as WebAssembly under Node and, where Rscript
// is installed, in R: every round runs each of them once, so that a ratio is of
// two runs in the same moments, and the medians over the rounds are printed.
// node stats.mjs PROGRAM MODULE_FOLDER
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const ROUNDS = Number(process.env.ROUNDS ?? 5);
const HERE = dirname(fileURLToPath(import.meta.url));

// What each workload is, and what is asked of the module: `atMost` seconds, or
// `timesR` times as fast as R (for Fisher's test 100,000 in the time of 300).
const WORKLOADS = {
    "fisher": { title: "Fisher's exact test of 100,000 tables of 500", timesR: 334 },
    "refits": { title: "2,000 logistic refits, 466 people, 6 columns", timesR: 15 },
    "logistic": { title: "logistic regression, 1,000,000 people, 6 columns", timesR: 4 },
    "mann-whitney": { title: "Mann-Whitney, 500,000 and 500,000", timesR: 50 },
    "trend": { title: "exact trend, 466 people, 8 groups", atMost: 0.05 },
    "freeman-halton": { title: "Freeman-Halton, four tables of 2 x 8 with 466", atMost: 1, megabytes: 200 },
};

const [program, folder] = process.argv.slice(2);
const moduleFile = resolve(folder, "stats.js");
const numbers = (text) => text.trim().split(/[\s,[\]]+/).filter(Boolean).map(Number);
const run = (command, ...rest) => numbers(execFileSync(command, rest, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

const hasR = () => {
    try {
        execFileSync("Rscript", ["--version"], { stdio: "ignore" });
        return true;
    } catch {
        return false;
    }
};

// A new instance each time: the memory is then that of this workload alone.
const require = createRequire(import.meta.url);
const inModule = (name) => {
    delete require.cache[moduleFile];
    const module = require(moduleFile);
    const bench = new module.Bench(name);
    const start = performance.now();
    const answer = bench.run();
    return { seconds: (performance.now() - start) / 1000, answer: [...answer], megabytes: module.megabytes() };
};

const agree = (name, one, other, tolerance) => {
    const far = one.length !== other.length || one.some((value, i) => !(Math.abs(value - other[i]) <= tolerance * Math.abs(other[i])));
    if (far) throw new Error(`${name}: ${one} is not ${other}`);
};

const withR = hasR();
if (!withR) console.log("Rscript is not installed: R is left out, and with it every ratio to R.\n");
const files = mkdtempSync(join(tmpdir(), "bench-"));
let missed = 0;
try {
    for (const [name, { title, timesR, atMost, megabytes }] of Object.entries(WORKLOADS)) {
        const file = join(files, name);
        execFileSync(program, [name, file]);
        const native = [], wasm = [], r = [], memory = [], nativeMemory = [];
        for (let round = 0; round < ROUNDS; round += 1) {
            const [seconds, held, ...answer] = run(program, name);
            native.push(seconds);
            nativeMemory.push(held);
            const found = inModule(name);
            wasm.push(found.seconds);
            memory.push(found.megabytes);
            agree(`${name}, native and module`, found.answer, answer, 1e-12);
            if (withR) {
                const [elapsed, ...expected] = run("Rscript", "--vanilla", join(HERE, "stats.R"), name, file);
                r.push(elapsed);
                // R's own Freeman-Halton counts tables up to 3.5e-7 likelier; glm stops at 1e-8.
                agree(`${name}, engine and R`, answer, expected, 1e-6);
            }
        }
        const range = (values) => `${median(values).toFixed(4)} s [${Math.min(...values).toFixed(4)} to ${Math.max(...values).toFixed(4)}]`;
        const ratio = (values, by) => median(values.map((value, i) => value / by[i]));
        console.log(title);
        console.log(`  native ${range(native)}, ${median(nativeMemory).toFixed(0)} MB in all`);
        console.log(`  module ${range(wasm)}, ${median(memory).toFixed(0)} MB; ${ratio(wasm, native).toFixed(2)} of native`);
        const checks = [];
        if (withR) {
            const faster = ratio(r, wasm);
            console.log(`  R      ${range(r)}; the module is ${faster.toFixed(1)} times as fast`);
            if (timesR) checks.push([`${timesR} times as fast as R`, faster >= timesR]);
        }
        if (atMost) checks.push([`within ${atMost} s`, median(wasm) <= atMost]);
        if (megabytes) checks.push([`below ${megabytes} MB`, Math.max(...memory, ...nativeMemory) < megabytes]);
        for (const [what, met] of checks) {
            missed += met ? 0 : 1;
            console.log(`  ${met ? "met" : "MISSED"}: ${what}`);
        }
    }
} finally {
    rmSync(files, { recursive: true, force: true });
}
console.log(`\n${ROUNDS} rounds; medians, ratios of the same round; ${missed} floors missed`);
