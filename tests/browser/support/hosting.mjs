// Header files as hosts read them.

import { readFileSync } from "node:fs";

/** The headers of a `_headers` file, for the whole site. */
export function headersOf(file) {
    const lines = readFileSync(file, "utf8").split("\n").filter((line) => /^\s+[\w-]+:/.test(line));
    return Object.fromEntries(lines.map((line) => {
        const [, name, value] = line.match(/^\s+([\w-]+):\s*(.*)$/);
        return [name.toLowerCase(), value];
    }));
}

/** The headers that an nginx snippet adds. */
export function headersOfNginx(file) {
    const found = readFileSync(file, "utf8").matchAll(/^\s*add_header ([\w-]+) "([^"]*)" always;$/gm);
    return Object.fromEntries([...found].map(([, name, value]) => [name.toLowerCase(), value]));
}
