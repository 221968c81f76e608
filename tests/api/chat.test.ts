import { describe, expect, it } from "vitest";
import { apiStore, call, signUp } from "../support/api";

apiStore({ variables: { OPENAI_API_KEY: undefined, OPENAI_BASE_URL: undefined } });

describe("smoke", () => {
  it("answers plain and streamed", async () => {
    const me = await signUp();
    const projects = await import("@/app/api/projects/route");
    const chat = await import("@/app/api/chat/[projectId]/route");
    const p = await call(projects, "POST /api/projects", { token: me.token, body: { name: "P" } });
    const id = p.body.data.project.id;
    const a = await call(chat, "POST /api/chat/x", {
      token: me.token,
      params: { projectId: id },
      body: { message: "hi" },
    });
    const b = await call(chat, "POST /api/chat/x", {
      token: me.token,
      params: { projectId: id },
      body: { message: "again", chatId: a.body.data.chatId, stream: true },
    });
    expect(await b.response.text()).toContain("data: [DONE]");
    expect(a.status).toBe(200);
  });
});
