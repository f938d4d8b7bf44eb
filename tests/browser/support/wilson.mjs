// The Wilson score interval, written down once more from its definition, so that
// the intervals on the screen are held against something else than themselves.

/** 97.5th percentile of the standard normal distribution. */
const Z = 1.959963984540054;

/** The 95 % interval of `events` out of `total`, as the page prints it. */
export function interval(events, total) {
    const share = events / total;
    const center = share + Z ** 2 / (2 * total);
    const half = Z * Math.sqrt((share * (1 - share)) / total + Z ** 2 / (4 * total ** 2));
    const scale = 1 + Z ** 2 / total;
    return `${percent((center - half) / scale)} to ${percent((center + half) / scale)}`;
}

/** A share with one decimal, as the page prints it. */
export function percent(share) {
    return `${(100 * share).toFixed(1)}%`;
}
