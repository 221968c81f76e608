import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Apart from ours: the generator works with this version of TypeScript's own API. */
const PACKAGES = ["openapi-typescript@7.13.0", "typescript@5.9.3", "openapi-fetch@0.17.0"];

const SOURCE = `import createClient from "openapi-fetch";
import type { paths } from "./api.js";

const client = createClient<paths>({ baseUrl: process.env.ORIGIN ?? "" });
const headers = { authorization: \`Bearer \${process.env.TOKEN}\` };
const made = await client.POST("/api/projects", { body: { name: "Generated" }, headers });
const projectId = made.data?.data.project.id ?? "";
const key = await client.POST("/api/keys", { body: { name: "k", projectId, scopes: ["chat"] }, headers });
const place = { path: { projectId } };
const body = { url: "https://example.com/hook", events: ["reply.finished" as const] };
const hook = await client.POST("/api/projects/{projectId}/webhooks", { params: place, body, headers });
const missing = await client.GET("/api/projects/{projectId}", { params: { path: { projectId: "none" } }, headers });
if (!key.data?.data.secret || !hook.data?.data.webhook.id) throw new Error("The generated client got no answer.");
if (missing.error?.code !== "not_found") throw new Error("The generated client got no error.");
console.log("a client generated from the document compiles and works");
`;

const STRICT = {
  strict: true,
  module: "nodenext",
  target: "es2022",
  lib: ["es2023", "dom", "dom.iterable"],
  // None of those that folders above have, such as ours: they say what `process` is, too.
  types: [],
  outDir: "out",
};

/** A client that openapi-typescript makes of the running server's document is compiled, strictly, and used. */
export async function testGeneratedClient({ run, origin, token }) {
  const folder = join(".cache", "clients", "generated");
  mkdirSync(folder, { recursive: true });
  const manifest = { private: true, type: "module" };
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
  run("npm", ["install", "--no-audit", "--no-fund", "--silent", ...PACKAGES], { cwd: folder });
  const document = await (await fetch(`${origin}/api/openapi.json`)).text();
  writeFileSync(join(folder, "openapi.json"), document);
  writeFileSync(join(folder, "use.ts"), SOURCE);
  const bin = (name) => join("node_modules", name);
  const node = (script, ...args) => run(process.execPath, [script, ...args], { cwd: folder });
  node(bin("openapi-typescript/bin/cli.js"), "openapi.json", "-o", "api.ts");
  writeFileSync(
    join(folder, "node.d.ts"),
    "declare const process: { env: Record<string, string | undefined> };\n",
  );
  writeFileSync(
    join(folder, "tsconfig.json"),
    JSON.stringify({ compilerOptions: STRICT, files: ["use.ts", "node.d.ts"] }),
  );
  node(bin("typescript/bin/tsc"), "--project", "tsconfig.json");
  const env = { ...process.env, ORIGIN: origin, TOKEN: token };
  run(process.execPath, [join("out", "use.js")], { cwd: folder, env });
}
