import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureBuild } from "./support/build.mjs";
import { testGeneratedClient } from "./support/generated-client.mjs";
import { requireNode } from "./support/node-version.mjs";
import { nextBin, root } from "./support/paths.mjs";

/*
 * `npm run test:clients`: Python's clients of OpenAI's API, as they come out of the registry, and a client generated from
 * our own document, against a server of this build with a scripted provider behind it. Needs `python3` with `venv`; the environment is kept in `.cache/clients`.
 */
requireNode();
process.chdir(root);
const [PORT, PROVIDER_PORT] = ["3188", "3187"];
/** Apart, for the frameworks ask for an older client than the vendor's newest. */
const SUITES = [
  { file: "vendor.py", packages: ["openai"] },
  { file: "frameworks.py", packages: ["langchain-openai", "llama-index-llms-openai"] },
];
const venvOf = (file) => join(".cache", "clients", file.replace(".py", ""));
const pythonOf = (file) => join(venvOf(file), "bin", "python");

function run(command, args, options = {}) {
  const { status } = spawnSync(command, args, { stdio: "inherit", ...options });
  if (status !== 0) throw new Error(`${command} ${args[0]} failed`);
}

async function post(path, body, token) {
  const headers = {
    "content-type": "application/json",
    ...(token ? { authorization: `Bearer ${token}` } : {}),
  };
  const response = await fetch(`http://127.0.0.1:${PORT}${path}`, {
    method: "POST",
    headers,
    body: JSON.stringify(body),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${answer.message}`);
  return answer.data;
}

async function untilHealthy() {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    const ok = await fetch(`http://127.0.0.1:${PORT}/health`).then(
      (response) => response.ok,
      () => false,
    );
    if (ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("The server did not start.");
}

const children = [];
const dataDir = mkdtempSync(join(tmpdir(), "clients-"));
try {
  for (const { file, packages } of SUITES) {
    if (!existsSync(pythonOf(file))) run("python3", ["-m", "venv", venvOf(file)]);
    run(pythonOf(file), ["-m", "pip", "install", "--quiet", "--upgrade", ...packages]);
  }
  await ensureBuild();
  const provider = ["tests/support/openai-server.ts", "--port", PROVIDER_PORT];
  children.push(spawn(process.execPath, provider, { stdio: "ignore" }));
  const env = {
    ...process.env,
    NODE_ENV: "production",
    PORT,
    DATA_DIR: dataDir,
    MONGODB_URI: "",
    OPENAI_API_KEY: "sk-test",
    OPENAI_BASE_URL: `http://127.0.0.1:${PROVIDER_PORT}/v1`,
    RATE_LIMIT_MAX_REQUESTS: "100000",
    LOG_LEVEL: "warn",
  };
  children.push(spawn(process.execPath, [nextBin, "start", "--port", PORT], { env, stdio: "inherit" }));
  await untilHealthy();
  const person = { email: "clients@example.com", password: "correct horse", name: "Clients" };
  const { token } = await post("/api/auth/register", person);
  // llama-index asks its own list of models how large a window is: a name from it is a slug like any other.
  const named = { name: "gpt-4o-mini", settings: { model: "scripted-echo" } };
  const { project } = await post("/api/projects", named, token);
  const scopes = ["chat", "search", "files:read", "files:write"];
  const { secret } = await post("/api/keys", { name: "Clients", projectId: project.id, scopes }, token);
  await testGeneratedClient({ run, origin: `http://127.0.0.1:${PORT}`, token });
  const client = { BASE_URL: `http://127.0.0.1:${PORT}/api/v1`, API_KEY: secret, MODEL: project.slug };
  for (const { file } of SUITES) {
    run(pythonOf(file), [join("tests", "clients", file)], { env: { ...env, ...client } });
    const { stdout } = spawnSync(pythonOf(file), ["-m", "pip", "freeze"], { encoding: "utf8" });
    console.log(
      stdout
        .split("\n")
        .filter((line) => /^(openai|lang|llama)/i.test(line))
        .join("\n"),
    );
  }
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  for (const child of children) child.kill("SIGTERM");
  rmSync(dataDir, { recursive: true, force: true });
}
