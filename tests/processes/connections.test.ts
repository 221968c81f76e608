import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { register } from "../support/account";
import { ApiClient } from "../support/api-client";
import { eventually } from "../support/eventually";
import { onServers } from "./support/servers";

const KEYS = {
  first: "sk-first-key-0123456789abcdef",
  second: "sk-second-key-0123456789abcdef",
  own: "sk-own-key-of-the-project-0123456789",
};
const NO_ENVIRONMENT = { OPENAI_BASE_URL: "", OPENAI_API_KEY: "", LOG_LEVEL: "debug" };

onServers((servers) => {
  test("a connection changed in one process is used by another; no log has its key; the secret behind it is changed as documented", async () => {
    const secret = { ...NO_ENVIRONMENT, ENCRYPTION_SECRET: "the first secret" };
    const [one, two] = [await servers.start(secret), await servers.start(secret)];
    const { token } = await register(one.url);
    const here = new ApiClient(one.url, token);
    const projectId = await here.project();
    const { provider } = servers;
    /** Whose key a reply of the server at `url` is paid with. */
    const paidBy = async (url: string) => {
      const before = provider.chats().length;
      const answer = await here.at(url).request("POST", `/api/chat/${projectId}`, { message: "Hi" });
      await answer.text();
      return provider.chats()[before]?.headers.authorization ?? `status ${answer.status}`;
    };
    // What was read before the change is not what counts after it.
    await here.at(two.url).data("GET", "/api/models");

    type Made = { connection: { id: string } };
    const connect = (name: string, baseUrl: string, apiKey: string) =>
      here.data<Made>("POST", "/api/admin/connections", { name, baseUrl, apiKey, allowPrivate: true });
    const { id } = (await connect("Shared", provider.url, KEYS.first)).connection;
    const settings = { model: "shared::gpt-4o-mini" };
    await here.data("PUT", `/api/projects/${projectId}`, { settings });
    await eventually(async () => (await paidBy(two.url)) === `Bearer ${KEYS.first}`);
    await here.data("PATCH", `/api/admin/connections/${id}`, { apiKey: KEYS.second });
    expect(await paidBy(one.url)).toBe(`Bearer ${KEYS.second}`);
    await eventually(async () => (await paidBy(two.url)) === `Bearer ${KEYS.second}`);
    await here.data("PUT", `/api/projects/${projectId}/provider-keys/${id}`, { apiKey: KEYS.own });
    await eventually(async () => (await paidBy(two.url)) === `Bearer ${KEYS.own}`);

    // A provider that repeats the key in what it says is wrong.
    const telltale = createServer((request, response) => {
      const message = `Incorrect API key provided: ${request.headers.authorization}`;
      response.writeHead(401, { "Content-Type": "application/json" });
      response.end(JSON.stringify({ error: { message } }));
    });
    await new Promise<void>((resolve) => telltale.listen(0, "127.0.0.1", resolve));
    const { port } = telltale.address() as AddressInfo;
    const talking = (await connect("Telltale", `http://127.0.0.1:${port}/v1`, KEYS.first)).connection;
    const tested = await here.request("POST", `/api/admin/connections/${talking.id}/test`, {});
    await here.data("PUT", `/api/projects/${projectId}`, { settings: { model: "telltale::gpt-4o-mini" } });
    const refused = await here.request("POST", `/api/chat/${projectId}`, { message: "Hi" });
    const said = [await tested.text(), await refused.text()].join();
    await new Promise((resolve) => telltale.close(resolve));
    await here.data("PUT", `/api/projects/${projectId}`, { settings });

    const logs = () => [one, two].map((server) => server.output()).join("\n");
    expect(logs()).toContain('"msg":"reply"');
    await Promise.all([one.stop(), two.stop()]);
    for (const key of Object.values(KEYS)) {
      expect(said).not.toContain(key);
      expect(logs()).not.toContain(key);
    }

    // Rotation: the new secret beside the old one, then the new one alone.
    const changed = { ...NO_ENVIRONMENT, ENCRYPTION_SECRET: "the second secret" };
    const both = await servers.start({ ...changed, ENCRYPTION_SECRET_PREVIOUS: "the first secret" });
    expect(await paidBy(both.url)).toBe(`Bearer ${KEYS.own}`);
    await eventually(() => both.output().includes("is sealed anew; it can be taken away"));
    await both.stop();
    const after = await servers.start(changed);
    expect(await paidBy(after.url)).toBe(`Bearer ${KEYS.own}`);
    await here.at(after.url).data("DELETE", `/api/projects/${projectId}/provider-keys/${id}`);
    expect(await paidBy(after.url)).toBe(`Bearer ${KEYS.second}`);
    await after.stop();
    const lost = await servers.start({ ...NO_ENVIRONMENT, ENCRYPTION_SECRET: "another" });
    expect(await paidBy(lost.url)).toBe("status 502");
    expect(lost.output()).toContain("a key can't be decrypted");
  });
});
