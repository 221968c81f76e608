// Lets Node run the project's TypeScript as it stands: `@/…` and imports without an ending.
import { existsSync, statSync } from "node:fs";
import { registerHooks } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = new URL("../", import.meta.url);
const endings = ["", ".ts", ".mts", ".tsx", "/index.ts"];

function fileOf(base) {
  const path = fileURLToPath(base);
  const found = endings
    .map((ending) => path + ending)
    .find((file) => existsSync(file) && statSync(file).isFile());
  return found && pathToFileURL(found).href;
}

registerHooks({
  resolve(specifier, context, next) {
    const own = context.parentURL?.startsWith(root.href) && !context.parentURL.includes("/node_modules/");
    if (own && specifier === "server-only") return { url: "data:text/javascript,", shortCircuit: true };
    if (own && specifier === "next/server") return next("next/server.js", context);
    if (own && /^(@\/|\.\.?\/)/.test(specifier)) {
      const base = specifier.startsWith("@/")
        ? new URL(specifier.slice(2), root)
        : new URL(specifier, context.parentURL);
      const url = fileOf(base);
      if (url) return { url, shortCircuit: true };
    }
    return next(specifier, context);
  },
});
