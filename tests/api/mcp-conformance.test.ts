/**
 * The protocol's own conformance suite, unmodified, against a project. Scenarios that need the tools, prompts and resources
 * of its example server (or extensions that we don't offer) can't be asked of a real one: those listed here can.
 */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";
import * as mcpRoute from "@/app/api/projects/[projectId]/mcp/route";
import { apiStore } from "../support/api";
import { chatBench } from "../support/chat";
import { httpServer } from "../support/http-server";
import { makeKey } from "../support/key-calls";

const run = promisify(execFile);
const SUITE = "node_modules/@modelcontextprotocol/conformance/dist/index.js";
const SCENARIOS = {
  "2025-11-25": [
    "server-initialize",
    "server-session-lifecycle",
    "ping",
    "tools-list",
    "resources-list",
    "prompts-list",
    "server-sse-multiple-streams",
    "dns-rebinding-protection",
  ],
  "2026-07-28": [
    "tools-list",
    "resources-list",
    "prompts-list",
    "server-sse-multiple-streams",
    "sep-2164-resource-not-found",
    "dns-rebinding-protection",
    "caching",
    "http-header-validation",
    "input-required-result-missing-input-response",
    "input-required-result-unsupported-methods",
    "input-required-result-ignore-extra-params",
    "input-required-result-validate-input",
  ],
};

/** Of the scenario for servers without sessions: they call tools that only the example server has. */
const NOT_TESTABLE = [
  "sep-2575-server-rejects-undeclared-capability",
  "sep-2575-missing-capability-http-400",
  "sep-2575-http-server-no-independent-requests-on-stream",
  "sep-2575-server-no-log-without-loglevel",
];

apiStore();
const bench = chatBench();
let secret = "";
beforeAll(async () => {
  ({ secret } = await makeKey(bench.me.token, { projectId: bench.projectId, scopes: ["mcp"] }));
});
/** The suite can't send a credential: what stands before us adds it. */
const server = httpServer(async (request) => {
  request.headers.set("authorization", `Bearer ${secret}`);
  const context = { params: Promise.resolve({ projectId: bench.projectId }) };
  if (request.method === "POST") return mcpRoute.POST(request, context);
  return request.method === "DELETE" ? mcpRoute.DELETE(request, context) : mcpRoute.GET(request, context);
});

const conformance = async (...options: string[]): Promise<string> => {
  const args = [SUITE, "server", "--url", `${server.origin}/mcp`, ...options];
  return run(process.execPath, args).then(
    ({ stdout }) => stdout,
    (error: { stdout: string }) => error.stdout,
  );
};

describe.each(Object.entries(SCENARIOS))("the revision %s", (version, scenarios) => {
  it("passes every scenario that a real server can be asked", async () => {
    const text = await conformance(version === "2026-07-28" ? "--requirements" : "--spec-version", version);
    const passed = [...text.matchAll(/^✓ ([a-z0-9-]+): \d+ passed, 0 failed$/gm)].map(([, name]) => name);
    expect(passed, text).toEqual(expect.arrayContaining(scenarios));
  });
});

it("serves without a session as the revision 2026-07-28 asks, but for the example server's own tools", async () => {
  const text = await conformance("--spec-version", "2026-07-28", "--scenario", "server-stateless");
  const outcomes = [...text.matchAll(/\[(sep-[a-z0-9-]+) *\] \S*?(SUCCESS|FAILURE)/g)];
  const failed = outcomes.filter(([, , how]) => how === "FAILURE").map(([, name]) => name);
  expect(outcomes.length - failed.length).toBeGreaterThanOrEqual(20);
  expect(
    failed.filter((name) => !NOT_TESTABLE.includes(name ?? "")),
    text,
  ).toEqual([]);
});
