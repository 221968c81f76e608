/** A project as an MCP server, read by the protocol's own client as it comes out of the registry. */
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { NextRequest } from "next/server";
import { beforeAll, describe, expect, it } from "vitest";
import * as metadataRoute from "@/app/.well-known/oauth-protected-resource/api/projects/[projectId]/mcp/route";
import * as mcpRoute from "@/app/api/projects/[projectId]/mcp/route";
import { type Answer, apiStore, type CallOptions, call, setVariables, signUp } from "../support/api";
import { chatBench } from "../support/chat";
import { eventually } from "../support/eventually";
import { makeKey } from "../support/key-calls";
import { give } from "../support/knowledge";
import { join } from "../support/people";
import { addPrompt } from "../support/project-calls";
import { makeRelease, setLive } from "../support/release-calls";

apiStore();
const bench = chatBench();
let secret = "";
let fileId = "";

beforeAll(async () => {
  const { me, projectId } = bench;
  ({ secret } = await makeKey(me.token, { projectId, scopes: ["mcp"] }));
  await addPrompt(me.token, projectId, { content: "Be brief about {{topic=everything}}." });
  await addPrompt(me.token, projectId, { role: "user", content: "Tell me about {{subject}}." });
  fileId = (await give(me, projectId, "moss.md", "# Moss\n\nMoss drinks rain from the northern slope.")).id;
});

type Mode = "legacy" | "auto";
async function connect(credential = secret, mode: Mode = "auto", projectId = bench.projectId) {
  const url = new URL(`http://app.test:3000/api/projects/${projectId}/mcp`);
  const transport = new StreamableHTTPClientTransport(url, {
    requestInit: { headers: { authorization: `Bearer ${credential}` } },
    fetch: async (input, init) => {
      const { signal, ...rest } = init ?? {};
      const request = new NextRequest(String(input), { ...rest, ...(signal ? { signal } : {}) });
      request.headers.set("x-client-address", "192.0.2.1");
      const handler = request.method === "GET" ? mcpRoute.GET : mcpRoute.POST;
      return handler(request, { params: Promise.resolve({ projectId }) });
    },
  });
  const client = new Client({ name: "test", version: "1" }, { versionNegotiation: { mode } });
  await client.connect(transport);
  return client;
}

const post = (options: CallOptions, projectId = bench.projectId, method = "POST"): Promise<Answer> =>
  call(mcpRoute, `${method} /api/projects/${projectId}/mcp`, { params: { projectId }, ...options });
const ping = { jsonrpc: "2.0", id: 1, method: "ping" };
const accept = { accept: "application/json, text/event-stream" };
const texts = (content: unknown) => (content as { text: string }[]).map(({ text }) => text).join("");

describe.each(["auto", "legacy"] as const)("a client that negotiates as %s", (mode) => {
  it("finds three tools in their order, read-only, with schemas", async () => {
    const client = await connect(secret, mode);
    expect(client.getNegotiatedProtocolVersion()).toBe(mode === "auto" ? "2026-07-28" : "2025-11-25");
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual(["ask", "search_files", "read_passage"]);
    for (const tool of tools) {
      expect(tool.annotations).toMatchObject({ readOnlyHint: true, destructiveHint: false });
      expect([tool.inputSchema.type, tool.outputSchema?.type]).toEqual(["object", "object"]);
    }
    await client.close();
  });

  it("asks, searches and reads", async () => {
    const client = await connect(secret, mode);
    const asked = await client.callTool({
      name: "ask",
      arguments: { question: "What drinks moss?", variables: { subject: "moss" } },
    });
    expect(asked.isError).toBeFalsy();
    expect(asked.structuredContent).toMatchObject({
      answer: expect.stringContaining("What drinks moss?"),
      sources: [{ number: 1, fileId, ordinal: 0, filename: "moss.md" }],
    });
    expect(texts(asked.content)).toContain("[1] moss.md");
    const found = await client.callTool({ name: "search_files", arguments: { query: "northern slope" } });
    expect(found.structuredContent).toMatchObject({ passages: [{ fileId, ordinal: 0 }] });
    const read = await client.callTool({ name: "read_passage", arguments: { fileId } });
    expect(read.structuredContent).toMatchObject({ total: 1, next: null });
    expect(texts(read.content)).toContain("Moss drinks rain");
    const unfilled = await client.callTool({ name: "ask", arguments: { question: "And?" } });
    expect(texts(unfilled.content)).toBe("variables.subject: A value for subject is required");
    const missing = await client.callTool({ name: "read_passage", arguments: { fileId: "none" } });
    expect([missing.isError, texts(missing.content)]).toEqual([true, "File not found"]);
    await client.close();
  });

  it("reads files as resources and fills prompts", async () => {
    const client = await connect(secret, mode);
    const { resources } = await client.listResources();
    expect(resources).toMatchObject([
      { name: "moss.md", uri: `project://${bench.projectId}/files/${fileId}` },
    ]);
    const { contents } = await client.readResource({ uri: resources[0]?.uri ?? "" });
    expect(texts(contents)).toContain("northern slope");
    await expect(client.readResource({ uri: `project://${bench.projectId}/files/none` })).rejects.toThrow(
      "File not found",
    );
    const filled = await client.getPrompt({ name: "prompt-2", arguments: { subject: "rain" } });
    expect(filled.messages).toEqual([
      { role: "user", content: { type: "text", text: "Tell me about rain." } },
    ]);
    await client.close();
  });
});

describe("who may come in", () => {
  it("shows the instructions to the owner's key alone", async () => {
    const names = async (credential: string) => {
      const client = await connect(credential);
      const { prompts } = await client.listPrompts();
      await client.close();
      return prompts.map(({ name }) => name);
    };
    expect(await names(secret)).toEqual(["prompt-1", "prompt-2"]);
    const editor = await join(bench.me, bench.projectId, "editor");
    const theirs = await makeKey(editor.token, { scopes: ["mcp"] });
    expect(await names(theirs.secret)).toEqual(["prompt-2"]);
  });

  it("refuses strangers, other scopes, people without a key, other projects and other origins", async () => {
    const { me, projectId } = bench;
    const nobody = await post({ body: ping });
    const metadata = `http://app.test:3000/.well-known/oauth-protected-resource/api/projects/${projectId}/mcp`;
    const challenge = nobody.response.headers.get("www-authenticate");
    expect([nobody.status, challenge]).toEqual([401, `Bearer scope="mcp", resource_metadata="${metadata}"`]);
    const wrong = (await post({ body: ping, token: `${secret}x` })).response.headers.get("www-authenticate");
    expect(wrong).toBe(`Bearer error="invalid_token", scope="mcp", resource_metadata="${metadata}"`);
    const described = await call(metadataRoute, `GET ${new URL(metadata).pathname}`, {
      params: { projectId },
    });
    expect(described.body).toMatchObject({
      resource: `http://app.test:3000/api/projects/${projectId}/mcp`,
      bearer_methods_supported: ["header"],
    });
    const chat = await makeKey(me.token, { projectId, scopes: ["chat"] });
    expect((await post({ body: ping, token: chat.secret })).body.code).toBe("missing_scope");
    expect((await post({ body: ping, token: me.token })).body.code).toBe("missing_scope");
    const stranger = await signUp();
    const foreign = await makeKey(stranger.token, { scopes: ["mcp"] });
    expect((await post({ body: ping, token: foreign.secret })).status).toBe(404);
    const from = (origin: string) => post({ body: ping, token: secret, headers: { ...accept, origin } });
    const other = await from("https://elsewhere.example");
    expect([other.status, other.body.code]).toEqual([403, "forbidden_origin"]);
    expect((await from("null")).status).toBe(403);
    // The host's own name in `Origin` proves nothing: a page whose name was made to lead here sends the same.
    expect((await from("http://app.test:3000")).status).toBe(403);
    const undo = setVariables({ FRONTEND_URL: "http://app.test:3000" });
    expect((await from("http://app.test:3000")).status).toBe(200);
    undo();
    const named = await makeKey(me.token, { scopes: ["mcp"], origins: ["https://elsewhere.example"] });
    const headers = { ...accept, origin: "https://elsewhere.example" };
    expect((await post({ body: ping, token: named.secret, headers })).status).toBe(200);
  });

  it("has neither GET nor DELETE, takes one message at a time and no more than a megabyte", async () => {
    for (const method of ["GET", "DELETE"]) {
      const answer = await post({ token: secret }, bench.projectId, method);
      expect([answer.status, answer.response.headers.get("allow")]).toEqual([405, "POST, OPTIONS"]);
    }
    const batch = await post({ body: [ping, ping], token: secret, headers: accept });
    expect([batch.status, batch.body.error.code]).toEqual([400, -32600]);
    const large = { ...ping, params: { text: "x".repeat(1024 * 1024) } };
    expect((await post({ body: large, token: secret, headers: accept })).status).toBe(413);
    const broken = await post({
      body: "{",
      token: secret,
      headers: { ...accept, "content-type": "application/json" },
    });
    expect([broken.status, broken.body.error.code]).toEqual([400, -32700]);
  });
});

describe("what a call costs", () => {
  it("counts an answer against the key's budget, and every call against its limit", async () => {
    const { me, projectId } = bench;
    const poor = await makeKey(me.token, { projectId, scopes: ["mcp"], budget: { tokensPerDay: 1 } });
    const ask = { name: "ask", arguments: { question: "How much?", variables: { subject: "moss" } } };
    const client = await connect(poor.secret);
    expect((await client.callTool(ask)).isError).toBeFalsy();
    const spent = await eventually(async () => {
      const answer = await client.callTool(ask);
      return answer.isError ? answer : null;
    });
    expect(texts(spent.content)).toContain("budget of this API key is spent");
    const limits = { requestsPerMinute: 1 };
    const busy = await connect((await makeKey(me.token, { scopes: ["mcp"], limits })).secret);
    const search = { name: "search_files", arguments: { query: "moss" } };
    expect((await busy.callTool(search)).isError).toBeFalsy();
    expect(texts((await busy.callTool(search)).content)).toContain("Rate limit reached");
  });

  it("answers from what is live", async () => {
    const { me, projectId } = bench;
    const made = await makeRelease(me.token, projectId, { name: "First" });
    expect(made.status).toBe(201);
    expect((await setLive(me.token, projectId, made.body.data.release.number)).status).toBe(200);
    await addPrompt(me.token, projectId, { content: "Only in the draft" });
    const client = await connect();
    expect((await client.listPrompts()).prompts).toHaveLength(2);
    await client.callTool({ name: "ask", arguments: { question: "Live?", variables: { subject: "moss" } } });
    expect(JSON.stringify(bench.provider.chats().at(-1)?.body)).not.toContain("Only in the draft");
  });
});
