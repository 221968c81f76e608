import { expect, it } from "vitest";
import { apiStore } from "../support/api";
import { chatBench, createProject, send } from "../support/chat";
import { join, removeMember } from "../support/people";

apiStore();
const bench = chatBench();

it("stops the replies of somebody who is removed, and ends the streams that show them", async () => {
  const projectId = await createProject(bench.me, {});
  const member = await join(bench.me, projectId, "member");
  const reply = await send({ me: member, projectId }, "[[slow ms=50 tokens=2000]]", { stream: true });
  const asked = await bench.provider.waitFor((request) => request.tokensSent > 0, 30_000);
  expect((await removeMember(bench.me.token, projectId, member.id)).status).toBe(200);
  const closed = await bench.provider.waitFor(
    (request) => request.id === asked.id && request.abortedAt !== null,
    30_000,
  );
  expect(closed.tokensSent).toBeLessThan(2_000);
  await reply.response.text();
  expect((await send({ me: member, projectId }, "Hello", {})).status).toBe(404);
}, 90_000);
