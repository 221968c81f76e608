import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import * as feedbackRoute from "@/app/api/chats/[chatId]/messages/[messageId]/feedback/route";
import { getStore } from "@/lib/store";
import { startWebhooks, stopWebhooks } from "@/lib/webhooks";
import { apiStore, call, setVariables } from "../support/api";
import { chatBench, send } from "../support/chat";
import { eventually } from "../support/eventually";
import { give } from "../support/knowledge";
import { join } from "../support/people";
import { data } from "../support/project-calls";
import {
  createWebhook,
  listDeliveries,
  listWebhooks,
  receiver,
  removeWebhook,
  resend,
  rotateWebhook,
  testWebhook,
  updateWebhook,
} from "../support/webhook-calls";

const ALL = ["reply.finished", "feedback.given", "file.ready", "file.failed"];
apiStore({ variables: { ALLOWED_PRIVATE_HOSTS: "127.0.0.1" } });
const bench = chatBench();
let place: Awaited<ReturnType<typeof receiver>>;

beforeAll(async () => {
  place = await receiver();
  startWebhooks();
});
afterAll(async () => {
  await stopWebhooks();
  await place.close();
});
beforeEach(async () => {
  const { webhooks } = data(await listWebhooks(bench.me.token, bench.projectId));
  for (const { id } of webhooks) await removeWebhook(bench.me.token, bench.projectId, id);
  place.received.length = 0;
  place.answers.length = 0;
});

const hook = async (events = ALL): Promise<{ id: string; secret: string }> => {
  const made = data(await createWebhook(bench.me.token, bench.projectId, { url: place.url, events }));
  return { id: made.webhook.id, secret: made.secret };
};
const arrived = (count: number) => eventually(() => place.received.length >= count && place.received);
const log = async (id: string) =>
  data(await listDeliveries(bench.me.token, bench.projectId, id)).deliveries as {
    id: string;
    status: string;
    lastStatus: number | null;
    lastError: string | null;
    attempts: number;
  }[];
const settled = (id: string) =>
  eventually(async () => {
    const [first] = await log(id);
    return first && first.lastError !== null ? first : null;
  });
/** As a receiver checks it: throws when the signature, the id or the time does not fit. */
const verified = (secret: string, at = -1) => {
  const one = place.received.at(at);
  return new Webhook(secret).verify(one?.text ?? "", one?.headers as Record<string, string>) as {
    type: string;
    timestamp: string;
    data: Record<string, unknown>;
  };
};

describe("what a webhook is told", () => {
  it("a finished reply and its feedback, by ids and numbers, signed as the standard says", async () => {
    const { id, secret } = await hook();
    const reply = data(await send(bench, "A secret question", { stream: false }));
    await arrived(1);
    expect(verified(secret)).toEqual({
      type: "reply.finished",
      timestamp: expect.any(String),
      data: {
        projectId: bench.projectId,
        chatId: reply.chatId,
        messageId: reply.messageId,
        status: "complete",
        finishReason: "stop",
        model: "scripted-echo",
        promptTokens: reply.usage.prompt_tokens,
        completionTokens: reply.usage.completion_tokens,
      },
    });
    expect(place.received[0]?.text).not.toContain("secret question");
    const { chatId, messageId } = reply;
    await call(feedbackRoute, `PUT /api/chats/${chatId}/messages/${messageId}/feedback`, {
      token: bench.me.token,
      params: { chatId, messageId },
      body: { rating: "up", note: "Not for others" },
    });
    await arrived(2);
    expect(verified(secret).data).toEqual({ projectId: bench.projectId, chatId, messageId, rating: "up" });
    await eventually(async () => (await log(id)).every(({ status }) => status === "delivered"));
    expect(await log(id)).toMatchObject([{ lastStatus: 200 }, { lastStatus: 200 }]);
  });

  it("a file that was read, and only what it asked for", async () => {
    const { id, secret } = await hook(["file.ready"]);
    const other = await hook(["file.failed"]);
    // A process that dies before the job ends has somebody to tell it again.
    const { jobs } = await getStore();
    const original = jobs.release.bind(jobs);
    const atEnd: number[] = [];
    const release = vi.spyOn(jobs, "release").mockImplementation(async (job, runAfter, uncounted) => {
      if (runAfter === null) atEnd.push((await log(id)).length);
      return original(job, runAfter, uncounted);
    });
    const file = await give(bench.me, bench.projectId, "moss.md", "# Moss\n\nMoss drinks rain.");
    await arrived(1);
    expect(verified(secret)).toMatchObject({ type: "file.ready", data: { fileId: file.id } });
    expect(await log(id)).toHaveLength(1);
    expect(await log(other.id)).toEqual([]);
    await eventually(() => atEnd.length > 0);
    expect(atEnd[0]).toBe(1);
    release.mockRestore();
  });
});

describe("a delivery", () => {
  it("is tried again under the same id, and can be sent again", async () => {
    const { id, secret } = await hook();
    place.answers.push(500);
    expect((await testWebhook(bench.me.token, bench.projectId, id)).status).toBe(202);
    const failed = await settled(id);
    expect(failed).toMatchObject({ status: "pending", attempts: 1, lastStatus: 500 });
    expect((await resend(bench.me.token, bench.projectId, id, failed.id)).status).toBe(202);
    await arrived(2);
    expect(verified(secret)).toMatchObject({ type: "webhook.test", data: { webhookId: id } });
    const [first, second] = place.received.map(({ headers }) => headers["webhook-id"]);
    expect(second).toBe(first);
    await eventually(async () => (await log(id))[0]?.status === "delivered");
  });

  it("is signed by both secrets while one replaces the other", async () => {
    const { id, secret } = await hook();
    const next: string = data(await rotateWebhook(bench.me.token, bench.projectId, id)).secret;
    expect(next).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    await testWebhook(bench.me.token, bench.projectId, id);
    await arrived(1);
    expect(verified(secret)).toEqual(verified(next));
    expect(() => verified(`whsec_${Buffer.alloc(32).toString("base64")}`)).toThrow();
  });

  it("ends where the address says that it is gone, which disables the webhook", async () => {
    const { id } = await hook();
    place.answers.push(410);
    await testWebhook(bench.me.token, bench.projectId, id);
    const failed = await settled(id);
    expect(failed).toMatchObject({ status: "failed", lastStatus: 410 });
    const shown = await eventually(async () => {
      const [one] = data(await listWebhooks(bench.me.token, bench.projectId)).webhooks;
      return one.enabled ? null : one;
    });
    expect(shown.failingSince).not.toBeNull();
    expect((await testWebhook(bench.me.token, bench.projectId, id)).status).toBe(400);
    expect((await resend(bench.me.token, bench.projectId, id, failed.id)).status).toBe(400);
    const again = data(await updateWebhook(bench.me.token, bench.projectId, id, { enabled: true })).webhook;
    expect(again).toMatchObject({ enabled: true, failingSince: null });
  });

  it("goes to no address of the own network, whatever the name says", async () => {
    const undo = setVariables({ ALLOWED_PRIVATE_HOSTS: undefined });
    const body = { url: place.url, events: ALL };
    const refused = await createWebhook(bench.me.token, bench.projectId, body);
    expect([refused.status, refused.body.errors[0].path]).toEqual([400, "url"]);
    const named = { ...body, url: place.url.replace("127.0.0.1", "localhost") };
    const { webhook } = data(await createWebhook(bench.me.token, bench.projectId, named));
    await testWebhook(bench.me.token, bench.projectId, webhook.id);
    expect(await settled(webhook.id)).toMatchObject({
      status: "pending",
      lastStatus: null,
      lastError: "The address is not one that may be reached from here.",
    });
    expect(place.received).toEqual([]);
    undo();
  });
});

describe("who may have one", () => {
  it("editors, ten a project, of sensible form", async () => {
    const member = await join(bench.me, bench.projectId, "member");
    const editor = await join(bench.me, bench.projectId, "editor");
    const body = { url: "https://hook.example/", events: ALL };
    expect((await createWebhook(member.token, bench.projectId, body)).status).toBe(403);
    expect((await listWebhooks(member.token, bench.projectId)).status).toBe(403);
    for (let n = 0; n < 10; n++) {
      expect((await createWebhook(editor.token, bench.projectId, body)).status).toBe(201);
    }
    expect((await createWebhook(editor.token, bench.projectId, body)).body.code).toBe("limit_reached");
    for (const url of ["ftp://hook.example", "https://a:b@hook.example", "hook", ""]) {
      const answer = await createWebhook(editor.token, bench.projectId, { ...body, url });
      expect(answer.body.errors[0].path, url).toBe("url");
    }
    const odd = await createWebhook(editor.token, bench.projectId, { ...body, events: ["nothing"] });
    expect(odd.body.errors[0].path).toBe("events.0");
  });
});
