import { describe, expect, it } from "vitest";
import { setVariables, signUp } from "../support/api";
import {
  ask,
  change,
  connect,
  KEY,
  list,
  provider,
  scriptedProvider,
  tryOut,
} from "../support/connection-calls";
import { onOneEngine } from "../support/engines";
import { createProject, data } from "../support/project-calls";

scriptedProvider();

describe("the environment's provider", () => {
  onOneEngine(() => {
    it("is shown, can't be changed, and keeps the plain names", async () => {
      const undo = setVariables({ OPENAI_BASE_URL: provider.url, OPENAI_API_KEY: "env-key" });
      try {
        const admin = await signUp();
        const [shown] = (await list(admin.token)).body.data.connections;
        expect(shown).toMatchObject({
          id: "environment",
          readOnly: true,
          hasKey: true,
          baseUrl: provider.url,
        });
        expect(JSON.stringify(shown)).not.toContain("env-key");
        expect((await change(admin.token, "environment", { name: "x" })).status).toBe(404);
        expect((await tryOut(admin.token, "environment")).body.data.test.ok).toBe(true);
        await connect(admin.token);
        const { project } = data(
          await createProject(admin.token, { name: "P", settings: { model: "gpt-4o-mini" } }),
        );
        provider.reset();
        expect((await ask(admin.token, project.id)).body.data.model).toBe("gpt-4o-mini");
        expect(provider.chats()[0]?.headers.authorization).toBe("Bearer env-key");
        const named = await ask(admin.token, project.id, { model: "local::gpt-4o-mini" });
        expect(named.body.data.model).toBe("local::gpt-4o-mini");
        expect(provider.chats().at(-1)?.headers.authorization).toBe(`Bearer ${KEY}`);
      } finally {
        undo();
      }
    });
  });
});
