import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, expect, it } from "vitest";
import { envSchema } from "@/lib/env";

const tracked = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
  encoding: "utf8",
})
  .split("\n")
  .filter((file) => file && existsSync(file));
const isCode = (file: string) => /\.(m?[jt]sx?)$/.test(file);
const code = tracked.filter(isCode);
const product = code.filter((file) =>
  /^(app|components|lib)\/|^(proxy|instrumentation[\w-]*)\.ts$/.test(file),
);
const text = (file: string) => readFileSync(file, "utf8");

type Import = { from: string; to: string; typeOnly: boolean };

const STATEMENT =
  /^\s*(?:import|export)\s+(type\s+)?(?:[^"';]*?\sfrom\s+)?["']([^"']+)["']|import\(\s*["']([^"']+)["']\s*\)/gm;

/** Every import of a file; those inside the project as paths from its root. */
function importsOf(file: string): Import[] {
  return [...text(file).matchAll(STATEMENT)].map(([, type, statement = "", dynamic = ""]) => {
    const target = statement || dynamic;
    const to = target.startsWith("@/")
      ? target.slice(2)
      : target.startsWith(".")
        ? normalize(join(dirname(file), target))
        : target;
    return { from: file, to, typeOnly: Boolean(type) };
  });
}
const imports = product.flatMap(importsOf);

/** Imports that a rule forbids, as readable lines. */
function forbidden(rule: (i: Import) => boolean): string[] {
  return imports.filter(rule).map(({ from, to }) => `${from} imports ${to}`);
}
const within = (path: string, ...folders: string[]) =>
  folders.some((folder) => path === folder || path.startsWith(`${folder}/`));
const isPackage = (path: string, name: string) => path === name || path.startsWith(`${name}/`);

describe("the arrows between the folders", () => {
  it("finds the imports it judges by", () => {
    expect(imports.length).toBeGreaterThan(200);
    expect(imports.some((i) => i.typeOnly)).toBe(true);
  });

  it("lead from lib neither to app nor to components", () => {
    expect(forbidden((i) => within(i.from, "lib") && within(i.to, "app", "components"))).toEqual([]);
  });

  it("lead from the browser's code only to what is safe there", () => {
    const safe = [
      "components",
      "lib/client",
      "lib/schemas",
      "lib/utils",
      "lib/product",
      "lib/tokens",
      "lib/markdown",
    ];
    expect(
      forbidden(
        (i) =>
          within(i.from, "components", "lib/client") &&
          !i.typeOnly &&
          within(i.to, "lib", "app", "components") &&
          !within(i.to, ...safe),
      ),
    ).toEqual([]);
  });

  it("lead from the schemas only to zod", () => {
    expect(
      forbidden((i) => within(i.from, "lib/schemas") && i.to !== "zod" && !within(i.to, "lib/schemas")),
    ).toEqual([]);
  });

  it("keep the rooms of the use cases free of HTTP", () => {
    const rooms = ["lib/transfer", "lib/account", "lib/files", "lib/projects", "lib/chats", "lib/knowledge"];
    expect(forbidden((i) => within(i.from, ...rooms) && within(i.to, "lib/http"))).toEqual([]);
  });

  it("lead from routes to a use case, not around it to the store or a run", () => {
    expect(
      forbidden(
        (i) =>
          i.from.endsWith("/route.ts") &&
          !i.typeOnly &&
          within(i.to, "lib/store", "lib/env", "lib/chats/run", "lib/chats/stream"),
      ),
    ).toEqual([]);
  });

  it("keep the store's port apart from its engines", () => {
    expect(
      forbidden((i) => within(i.to, "lib/store/sqlite", "lib/store/mongodb") && !within(i.from, "lib/store")),
    ).toEqual([]);
    expect(
      forbidden(
        (i) =>
          (within(i.from, "lib/store/sqlite") && within(i.to, "lib/store/mongodb")) ||
          (within(i.from, "lib/store/mongodb") && within(i.to, "lib/store/sqlite")),
      ),
    ).toEqual([]);
    expect(
      forbidden((i) => i.from === "lib/store/types.ts" && !within(i.to, "lib/schemas") && !i.typeOnly),
    ).toEqual([]);
  });
});

describe("what only one place may do", () => {
  it.each([
    ["mongodb", "lib/store/mongodb"],
    ["@auth/mongodb-adapter", "lib/store/mongodb"],
    ["node:sqlite", "lib/store/sqlite"],
    ["ai", "lib/ai"],
    ["@ai-sdk/openai", "lib/ai"],
    ["@ai-sdk/openai-compatible", "lib/ai"],
    ["openai", "lib/ai"],
    ["bcryptjs", "lib/auth"],
    ["jose", "lib/auth"],
    ["busboy", "lib/http"],
  ])("the package %s is imported in %s alone", (name, folder) => {
    expect(forbidden((i) => isPackage(i.to, name) && !i.typeOnly && !within(i.from, folder))).toEqual([]);
  });

  it("process.env is read in lib/env.ts", () => {
    const readers = product.filter((file) => /\bprocess\.env\b/.test(text(file)));
    expect(readers.filter((file) => file !== "lib/env.ts" && !isBootFile(file))).toEqual([]);
  });

  it("a Scope is made in lib/auth/scope.ts", () => {
    const makers = product.filter((file) => /\bas (unknown as )?Scope\b/.test(text(file)));
    expect(makers).toEqual(["lib/auth/scope.ts"]);
  });

  it("a route reads only the path parameters that its path has", () => {
    for (const file of product.filter((name) => name.endsWith("/route.ts"))) {
      for (const [, name] of text(file).matchAll(/\bparams\.(\w+)/g)) {
        expect(file, `params.${name}`).toContain(`[${name}]`);
      }
    }
  });
});

/** The boot hook sets next-auth's variables before anything reads them. */
const isBootFile = (file: string) => file === "instrumentation.ts" || file === "lib/http/boot.ts";

describe("configuration and delivery", () => {
  it("lists in .env.local.example exactly the variables that lib/env.ts reads", () => {
    const listed = [...text(".env.local.example").matchAll(/^#?([A-Z][A-Z0-9_]*)=/gm)].map(
      ([, name]) => name,
    );
    expect(listed.sort()).toEqual(Object.keys(envSchema.shape).sort());
  });

  it("names every variable in the README's table", () => {
    const readme = text("README.md");
    const missing = Object.keys(envSchema.shape).filter((name) => !readme.includes(`\`${name}\``));
    expect(missing).toEqual([]);
  });

  it("locks packages without the address they came from", () => {
    const lock = JSON.parse(text("package-lock.json")) as { packages: Record<string, { resolved?: string }> };
    const resolved = Object.values(lock.packages).filter((entry) => entry.resolved);
    expect(resolved).toEqual([]);
  });

  it("carries neither a registry's address nor a path of somebody's machine", () => {
    const foreign = new RegExp(
      [["registry", "npmjs"].join("\\."), "(?<![\\w.])/(work|root|home/[a-z]+)/[\\w.-]+/"].join("|"),
    );
    const textual = tracked.filter(
      (file) => !/\.(png|ico|pdf|docx|pptx|xlsx|odt|epub|zip|woff2?|jpg)$/.test(file),
    );
    expect(textual.filter((file) => foreign.test(text(file)))).toEqual([]);
  });

  it("tells our errors by isAppError(), for a class is not one across module instances", () => {
    const product = code.filter((file) => within(file, "app", "components", "lib"));
    expect(product.filter((file) => /instanceof AppError/.test(text(file)))).toEqual([]);
  });

  it("makes no Intl object while a page's code loads: the first one costs tens of milliseconds", () => {
    const browser = code.filter((file) => within(file, "components", "lib/client"));
    const atOnce = /^(?:export )?const [^=]+= new Intl\./m;
    expect(browser.filter((file) => atOnce.test(text(file)))).toEqual([]);
  });

  it("splits product files before 400 lines", () => {
    const long = code.filter((file) => within(file, "app", "components", "lib", "scripts"));
    expect(long.filter((file) => text(file).split("\n").length > 400)).toEqual([]);
  });
});
