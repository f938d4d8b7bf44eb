// Contrast of text as it is drawn, after WCAG 2: every visible piece of text
// against the ground behind it, with the opacity of all that it stands in.

/**
 * The pieces of text that are too faint: below 4.5, or below 3 for large text.
 * `n_checked` says how many were looked at.
 */
export function faintTexts(page) {
    return page.evaluate(() => {
        /** Red, green, blue and opacity of a computed color. */
        const parse = (color) => {
            const [red, green, blue, opacity = 1] = color.match(/[\d.]+/g).map(Number);
            return { channels: [red, green, blue], opacity };
        };
        /** A color drawn over a ground, in an element of some opacity. */
        const over = (ground, color, opacity) => {
            const { channels, opacity: own } = parse(color);
            return ground.map((channel, index) => channel + (channels[index] - channel) * own * opacity);
        };
        const linear = (channel) => {
            const share = channel / 255;
            return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
        };
        const luminance = ([red, green, blue]) => 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
        const contrast = (one, other) => {
            const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
            return (light + 0.05) / (dark + 0.05);
        };
        const known = new Map([[null, { ground: [255, 255, 255], opacity: 1 }]]);
        /** The ground that an element gives its text, and its opacity with that of all around it. */
        const backdrop = (element) => {
            if (!known.has(element)) {
                const around = backdrop(element.parentElement);
                const style = getComputedStyle(element);
                const opacity = around.opacity * Number(style.opacity);
                known.set(element, { ground: over(around.ground, style.backgroundColor, opacity), opacity });
            }
            return known.get(element);
        };
        const isShown = (element) => element.checkVisibility({ visibilityProperty: true })
            && !element.closest(".visually-hidden, .skip-link, :disabled, noscript, script, style");
        const faint = new Set();
        let n_checked = 0;
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const element = node.parentElement;
            const text = node.textContent.trim();
            if (text === "" || !isShown(element)) {
                continue;
            }
            n_checked += 1;
            const { ground, opacity } = backdrop(element);
            const { color, fontSize, fontWeight } = getComputedStyle(element);
            const size = parseFloat(fontSize);
            const isLarge = size >= 24 || (size >= 18.66 && Number(fontWeight) >= 700);
            const ratio = contrast(over(ground, color, opacity), ground);
            if (ratio < (isLarge ? 3 : 4.5)) {
                faint.add(`“${text.slice(0, 40)}” (${element.className || element.tagName}) has a contrast of ${ratio.toFixed(2)}`);
            }
        }
        return { faint: [...faint], n_checked };
    });
}
