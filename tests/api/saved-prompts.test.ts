import { expect, it } from "vitest";
import * as profileRoute from "@/app/api/users/profile/route";
import * as promptRoute from "@/app/api/users/prompts/[promptId]/route";
import * as promptsRoute from "@/app/api/users/prompts/route";
import { getStore } from "@/lib/store";
import { call, signUp } from "../support/api";
import { onEachEngine } from "../support/engines";

const list = (token: string) => call(promptsRoute, "GET /api/users/prompts", { token });
const add = (token: string, body: object) => call(promptsRoute, "POST /api/users/prompts", { token, body });
const one = (token: string, method: string, promptId: string, body?: object) =>
  call(promptRoute, `${method} /api/users/prompts/${promptId}`, {
    token,
    params: { promptId },
    ...(body ? { body } : {}),
  });

onEachEngine(() => {
  it("a person keeps prompts of their own, changes and deletes them, and nobody else sees them", async () => {
    const [me, other] = [await signUp(), await signUp()];
    const { id } = (await add(me.token, { name: " Weekly ", content: "Write the report" })).body.data.prompt;
    await add(me.token, { name: "Answer", content: "Answer this mail" });
    expect((await one(me.token, "PATCH", id, { content: "Shorter" })).body.data.prompt).toMatchObject({
      name: "Weekly",
      content: "Shorter",
    });
    const names = async (token: string) =>
      (await list(token)).body.data.prompts.map(({ name }: { name: string }) => name);
    expect(await names(me.token)).toEqual(["Answer", "Weekly"]);
    expect(await names(other.token)).toEqual([]);
    expect((await one(other.token, "PATCH", id, { name: "Mine" })).status).toBe(404);
    expect((await one(other.token, "DELETE", id)).status).toBe(404);
    expect((await add(me.token, { name: "", content: " " })).body.errors).toHaveLength(2);
    expect((await one(me.token, "DELETE", id)).status).toBe(200);
    expect(await names(me.token)).toEqual(["Answer"]);
  });

  it("there are at most 100, also when they come at once; they go with the account", async () => {
    const me = await signUp();
    const scope = { userId: me.id } as Parameters<
      Awaited<ReturnType<typeof getStore>>["savedPrompts"]["list"]
    >[0];
    const { savedPrompts } = await getStore();
    const made = await Promise.allSettled(
      Array.from({ length: 5 }, (_, i) => savedPrompts.create(scope, { name: `${i}`, content: "x" }, 3)),
    );
    expect(made.filter(({ status }) => status === "fulfilled")).toHaveLength(3);
    await call(profileRoute, "DELETE /api/users/profile", {
      token: me.token,
      body: { currentPassword: me.password },
    });
    expect(await savedPrompts.list(scope)).toEqual([]);
  });
});
