// How long the page is busy without a break. Time on the processor is measured,
// not time on the clock, so that a busy machine does not look like a slow page.

/**
 * The longest task of the page's own thread during an act, in milliseconds. A
 * task that takes long is what a person feels as a page that has frozen.
 */
export async function longestTask(page, act) {
    const browser = page.context().browser();
    await browser.startTracing(page, { categories: ["toplevel"] });
    await act();
    const { traceEvents } = JSON.parse(await browser.stopTracing());
    const threadOf = ({ pid, tid }) => `${pid}:${tid}`;
    const isPageThread = ({ name, args }) => name === "thread_name" && args.name === "CrRendererMain";
    const threads = new Set(traceEvents.filter(isPageThread).map(threadOf));
    const tasks = traceEvents.filter((event) => (
        event.name === "ThreadControllerImpl::RunTask" && event.tdur !== undefined && threads.has(threadOf(event))
    ));
    if (tasks.length === 0) {
        throw new Error("The trace holds no task of the page.");
    }
    return Math.max(...tasks.map(({ tdur }) => tdur)) / 1000;
}
