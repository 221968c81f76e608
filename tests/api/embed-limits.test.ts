import { describe, expect, it } from "vitest";
import * as userRoute from "@/app/api/admin/users/[userId]/route";
import { call, signUp } from "../support/api";
import { chatBench, createProject } from "../support/chat";
import { ask, aVisitor, getEmbed, switchOn } from "../support/embed-calls";
import { onOneEngine } from "../support/engines";
import { data } from "../support/project-calls";

onOneEngine(() => {
  const bench = chatBench();
  const token = () => bench.me.token;
  const aProject = async (more: object) => {
    const projectId = await createProject(bench.me, {});
    expect((await switchOn(bench.me.token, projectId, more)).status).toBe(200);
    return projectId;
  };

  describe("what visitors may use", () => {
    const day = (messagesPerDay: number) => ({ messagesPerDay, tokensPerDay: 1_000_000 });
    const limits = (visitor: number, address: number, embed: number) => ({
      limits: { visitor: day(visitor), address: day(address), embed: day(embed) },
    });

    it("refuse by visitor, by address and by embed, clearly", async () => {
      const id = await aProject(limits(1, 2, 3));
      const from = (address: string) => ({ address });
      const send = async (visitor: string, address: string) => {
        const answer = await ask(visitor, id, "Hi", { stream: false }, from(address));
        return [answer.status, answer.body.code, answer.body.message];
      };
      const [a, b, c, d] = await Promise.all([aVisitor(id), aVisitor(id), aVisitor(id), aVisitor(id)]);
      expect((await send(a, "192.0.2.10"))[0]).toBe(200);
      expect(await send(a, "192.0.2.99")).toEqual([
        429,
        "budget_exceeded",
        expect.stringMatching(/^You’ve reached this assistant’s daily limit/),
      ]);
      expect((await send(b, "192.0.2.10"))[0]).toBe(200);
      expect(await send(c, "192.0.2.10")).toEqual([
        429,
        "budget_exceeded",
        expect.stringMatching(/^Your network has reached/),
      ]);
      expect((await send(c, "192.0.2.11"))[0]).toBe(200);
      expect(await send(d, "192.0.2.12")).toEqual([
        429,
        "budget_exceeded",
        expect.stringMatching(/^This assistant has reached/),
      ]);
      const last = await ask(d, id, "Hi", { stream: false }, from("192.0.2.13"));
      expect(Number(last.headers.get("retry-after"))).toBeGreaterThan(0);
      expect(data(await getEmbed(token(), id)).used.messages).toBe(3);
    });

    it("tell nothing of the owner's own limit", async () => {
      const owner = await signUp();
      const id = await createProject(owner, {});
      await switchOn(owner.token, id);
      const path = `PATCH /api/admin/users/${owner.id}`;
      const body = { quota: { tokensPerDay: 1 } };
      const changed = await call(userRoute, path, { token: token(), params: { userId: owner.id }, body });
      expect(changed.status).toBe(200);
      const visitor = await aVisitor(id);
      const answers = [];
      for (let n = 0; n < 2; n++) answers.push(await ask(visitor, id, "Hi", { stream: false }));
      expect(answers[1]?.status).toBe(429);
      expect(answers[1]?.body.message).toMatch(/^This assistant has reached/);
      expect(data(await getEmbed(owner.token, id)).used.messages).toBe(1);
    });

    it("hold before the provider is asked: of twenty at once one goes through", async () => {
      const id = await aProject(limits(1, 100, 100));
      const visitor = await aVisitor(id);
      const before = bench.provider.requests.length;
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => ask(visitor, id, "Race", { stream: false })),
      );
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      expect(bench.provider.requests.length).toBe(before + 1);
    });
  });
});
