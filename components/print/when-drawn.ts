/** Milliseconds; what comes later than this is not waited for. */
const PATIENCE_MS = 10_000;

/** Resolves when formulas, diagrams (`data-late` as long as they are not set) and pictures stand, with their letters. */
export async function whenDrawn(root: Document, left: AbortSignal): Promise<void> {
  // One below the window would wait until somebody scrolls to it.
  for (const image of root.images) image.loading = "eager";
  const late = () =>
    root.querySelector("[data-late]") !== null || [...root.images].some(({ complete }) => !complete);
  await new Promise<void>((done) => {
    const check = () => {
      if (late()) return;
      end();
    };
    const end = () => {
      watch.disconnect();
      clearTimeout(timer);
      root.removeEventListener("load", check, true);
      root.removeEventListener("error", check, true);
      done();
    };
    const watch = new MutationObserver(check);
    watch.observe(root, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-late"] });
    // Those of a picture do not bubble.
    root.addEventListener("load", check, true);
    root.addEventListener("error", check, true);
    left.addEventListener("abort", end);
    const timer = setTimeout(end, PATIENCE_MS);
    check();
  });
  await root.fonts.ready;
}
