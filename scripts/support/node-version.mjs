const WANTED = 24;

/** Ends the process with a helpful sentence on a Node that can't run the product (node:sqlite, type stripping). */
export function requireNode() {
  const major = Number(process.versions.node.split(".")[0]);
  if (major >= WANTED) return;
  const viaNpm = Boolean(process.env.npm_lifecycle_event);
  const way = viaNpm
    ? "The package `node` in node_modules brings it, but is not there: run `npm ci` again with install scripts allowed, or install Node 24."
    : "Run this through npm (`npm start`), which uses the Node 24 in node_modules, or install Node 24.";
  console.error(`Node ${WANTED} or newer is needed, this is ${process.versions.node}. ${way}`);
  process.exit(1);
}
