/**
 * Lets `node --import ./tests/support/ts-hooks.mjs script.ts` run the project's own modules: `@/` is the root, endings
 * may be missing. Node strips the types itself.
 */
import { existsSync, statSync } from "node:fs";
import { registerHooks } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const isFile = (path) => existsSync(path) && statSync(path).isFile();

registerHooks({
  resolve(specifier, context, next) {
    if (context.parentURL?.includes("/node_modules/")) return next(specifier, context);
    if (/^next\/\w+$/.test(specifier)) return next(`${specifier}.js`, context);
    if (specifier === "server-only")
      return next("./empty-module.ts", { ...context, parentURL: import.meta.url });
    if (specifier === "next/server") return next("next/server.js", context);
    const path = specifier.startsWith("@/")
      ? root + specifier.slice(2)
      : specifier.startsWith(".") && context.parentURL
        ? fileURLToPath(new URL(specifier, context.parentURL))
        : null;
    const found = path && [path, `${path}.ts`, `${path}/index.ts`].find(isFile);
    return found ? next(pathToFileURL(found).href, context) : next(specifier, context);
  },
});
