import { describe, expect, it } from "vitest";
import { envSchema } from "@/lib/env";
import { circles, code, type Import, importsOf, text, tracked } from "../support/imports";

const product = code.filter((file) =>
  /^(app|components|lib)\/|^(proxy|instrumentation[\w-]*)\.ts$/.test(file),
);
const imports = product.flatMap(importsOf);

/** Imports that a rule forbids, as readable lines. */
function forbidden(rule: (i: Import) => boolean): string[] {
  return imports.filter(rule).map(({ from, to }) => `${from} imports ${to}`);
}
const within = (path: string, ...folders: string[]) =>
  folders.some((folder) => path === folder || path.startsWith(`${folder}/`));
const isPackage = (path: string, name: string) => path === name || path.startsWith(`${name}/`);

/** From the top down: a file may import its own room and those on lower floors; rooms on one floor know nothing of each other. */
const FLOORS = [
  ["app", "proxy.ts", "instrumentation.ts"],
  ["components", "lib/openapi", "lib/transfer"],
  ["lib/account"],
  ["lib/people"],
  ["lib/evals"],
  ["lib/mcp"],
  ["lib/openai", "lib/embed"],
  ["lib/files"],
  ["lib/projects"],
  ["lib/chats"],
  ["lib/knowledge"],
  ["lib/ai", "lib/feed", "lib/http", "lib/client", "lib/webhooks"],
  ["lib/auth"],
  ["lib/connections"],
  ["lib/mail", "lib/watch"],
  ["lib/store"],
  ["lib/platform", "lib/schemas", "lib/text"],
  ["lib"],
];
/** A file that stands in `lib` itself belongs to the ground floor. */
const roomOf = (path: string) => /^lib\/[^/]+(?=\/)|^lib(?=\/)|^[^/]+/.exec(path)?.[0] ?? path;
const floorOf = (path: string) => FLOORS.findIndex((rooms) => rooms.includes(roomOf(path)));

describe("the arrows between the folders", () => {
  it("start and end in rooms that have a floor", () => {
    expect([...new Set(product.filter((file) => floorOf(file) < 0).map(roomOf))]).toEqual([]);
  });

  it("lead down, never up or across", () => {
    const across = (i: Import) => roomOf(i.from) !== roomOf(i.to) && floorOf(i.to) <= floorOf(i.from);
    expect(forbidden((i) => floorOf(i.to) >= 0 && across(i))).toEqual([]);
  });

  it("lead into another room through its index.ts alone", () => {
    // What the browser uses it takes file by file, and so fetches no more than that.
    const faced = (room: string) =>
      room.startsWith("lib/") && !["lib/client", "lib/schemas", "lib/text"].includes(room);
    const inside = (i: Import) => faced(roomOf(i.to)) && roomOf(i.to) !== roomOf(i.from);
    const early = ["proxy.ts", "instrumentation.ts"];
    expect(
      forbidden((i) => inside(i) && i.to !== `${roomOf(i.to)}/index.ts` && !early.includes(i.from)),
    ).toEqual([]);
  });

  it("close no circle, types included", () => {
    expect(circles(code.flatMap(importsOf))).toEqual([]);
  });

  it("finds the imports it judges by", () => {
    expect(imports.length).toBeGreaterThan(200);
    expect(imports.some((i) => i.typeOnly)).toBe(true);
  });

  it("keep what makes a request of a loaded context free of the store, and of anybody's scope", () => {
    expect(
      forbidden(
        (i) =>
          within(i.from, "lib/chats/prompt") &&
          !i.typeOnly &&
          within(i.to, "lib/store", "lib/auth", "lib/feed", "lib/chats/context"),
      ),
    ).toEqual([]);
    const prompt = product.filter((file) => within(file, "lib/chats/prompt"));
    expect(prompt.filter((file) => /\bScope\b/.test(text(file)))).toEqual([]);
  });

  it("lead from the browser's code only to what is safe there", () => {
    const safe = [
      "components",
      "lib/client",
      "lib/schemas",
      "lib/text",
      "lib/utils.ts",
      "lib/product.ts",
      "lib/tokens.ts",
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

  it("lead from routes and pages to a use case, not around it to the store or a run", () => {
    const inside = ["lib/store", "lib/env.ts", "lib/chats/run", "lib/chats/stream"];
    expect(forbidden((i) => within(i.from, "app") && !i.typeOnly && within(i.to, ...inside))).toEqual([]);
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
    const port = (path: string) => within(path, "lib/store/types", "lib/store/types.ts");
    expect(
      forbidden((i) => port(i.from) && !(i.typeOnly && (port(i.to) || within(i.to, "lib/schemas")))),
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
    ["nodemailer", "lib/mail"],
    ["prom-client", "lib/watch"],
    ["@opentelemetry/api", "lib/watch"],
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

  it("splits files before 300 lines", () => {
    expect(code.filter((file) => text(file).split("\n").length > 301)).toEqual([]);
  });
});
