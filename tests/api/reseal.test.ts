import { generate } from "otplib";
import { expect, it, vi } from "vitest";
import * as webhooksRoute from "@/app/api/projects/[projectId]/webhooks/route";
import { resealSecrets } from "@/lib/account";
import { beginSecondFactor, checkSecondFactor, confirmSecondFactor, isSealedByPrevious } from "@/lib/auth";
import { forgetConnections } from "@/lib/connections";
import { log } from "@/lib/log";
import { getStore } from "@/lib/store";
import { call, setVariables } from "../support/api";
import { ask, connect, firstPerson, provider, scriptedProvider } from "../support/connection-calls";
import { onEachEngine } from "../support/engines";
import { createProject, data } from "../support/project-calls";

scriptedProvider();

onEachEngine(
  () => {
    it("seals anew all that the secret before had sealed, so that it can go", async () => {
      const first = setVariables({ ENCRYPTION_SECRET: "first" });
      const admin = await firstPerson();
      const { slug } = (await connect(admin.token, { name: "Sealed" })).body.data.connection;
      const settings = { model: `${slug}::gpt-4o-mini` };
      const { project } = data(await createProject(admin.token, { name: "P", settings }));
      const params = { projectId: project.id };
      const hook = { url: "https://example.com/hook", events: ["reply.finished"] };
      const target = `POST /api/projects/${project.id}/webhooks`;
      expect((await call(webhooksRoute, target, { token: admin.token, params, body: hook })).status).toBe(
        201,
      );
      const { secret } = await beginSecondFactor({ id: admin.id, email: admin.email });
      const codeAt = (steps: number) =>
        generate({ secret, epoch: Math.floor(Date.now() / 1000) + steps * 30 });
      expect(await confirmSecondFactor(admin.id, await codeAt(-1))).toHaveLength(10);
      first();

      const said = vi.spyOn(log(), "warn");
      const both = setVariables({ ENCRYPTION_SECRET: "second", ENCRYPTION_SECRET_PREVIOUS: "first" });
      await resealSecrets();
      both();
      const count = { keys: 1, secondFactors: 1, webhooks: 1 };
      expect(said.mock.calls.at(-1)).toEqual([count, expect.stringContaining("can be taken away")]);

      const second = setVariables({ ENCRYPTION_SECRET: "second", ENCRYPTION_SECRET_PREVIOUS: undefined });
      const { connections, secondFactors, webhooks } = await getStore();
      const kept = [
        ...(await connections.sealedKeys()).map(({ sealedKey }) => sealedKey),
        ...(await secondFactors.sealed()).map((factor) => factor.secret),
        ...(await webhooks.sealedSecrets()).map((webhook) => webhook.secret),
      ];
      expect(kept).toHaveLength(3);
      for (const sealed of kept) expect(await isSealedByPrevious(sealed)).toBe(false);
      expect(await checkSecondFactor(admin.id, await codeAt(0))).toBe("passed");
      // What was read under the other secret, a second ago at most.
      forgetConnections();
      provider.reset();
      expect((await ask(admin.token, project.id)).status).toBe(200);
      expect(provider.chats()).toHaveLength(1);
      // Who holds neither secret changes nothing.
      second();
      const none = setVariables({ ENCRYPTION_SECRET: "third", ENCRYPTION_SECRET_PREVIOUS: "wrong" });
      await resealSecrets();
      expect((await secondFactors.sealed()).map((factor) => factor.secret)).toEqual([kept[1]]);
      const [counted, words] = said.mock.calls.at(-1) ?? [];
      expect(counted).toEqual({ keys: 0, secondFactors: 0, webhooks: 0, unopened: count });
      expect(words).not.toContain("taken away");
      said.mockRestore();
      none();
    });
  },
  { OPENAI_API_KEY: undefined, OPENAI_BASE_URL: undefined },
);
