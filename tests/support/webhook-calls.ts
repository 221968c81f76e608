/** The routes of a project's webhooks as functions, and a place that receives. */
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import * as resendRoute from "@/app/api/projects/[projectId]/webhooks/[webhookId]/deliveries/[deliveryId]/resend/route";
import * as deliveriesRoute from "@/app/api/projects/[projectId]/webhooks/[webhookId]/deliveries/route";
import * as rotateRoute from "@/app/api/projects/[projectId]/webhooks/[webhookId]/rotate/route";
import * as webhookRoute from "@/app/api/projects/[projectId]/webhooks/[webhookId]/route";
import * as testRoute from "@/app/api/projects/[projectId]/webhooks/[webhookId]/test/route";
import * as webhooksRoute from "@/app/api/projects/[projectId]/webhooks/route";
import { call } from "./api";
import { data } from "./project-calls";

const path = (projectId: string, rest = "") => `/api/projects/${projectId}/webhooks${rest}`;

export const listWebhooks = (token: string, projectId: string) =>
  call(webhooksRoute, `GET ${path(projectId)}`, { token, params: { projectId } });
export const createWebhook = (token: string, projectId: string, body: object) =>
  call(webhooksRoute, `POST ${path(projectId)}`, { token, params: { projectId }, body });
const one = (method: string) => (token: string, projectId: string, webhookId: string, body?: object) =>
  call(webhookRoute, `${method} ${path(projectId, `/${webhookId}`)}`, {
    token,
    params: { projectId, webhookId },
    ...(body ? { body } : {}),
  });
export const updateWebhook = one("PATCH");
export const removeWebhook = one("DELETE");
export const rotateWebhook = (token: string, projectId: string, webhookId: string) =>
  call(rotateRoute, `POST ${path(projectId, `/${webhookId}/rotate`)}`, {
    token,
    params: { projectId, webhookId },
  });
export const testWebhook = (token: string, projectId: string, webhookId: string) =>
  call(testRoute, `POST ${path(projectId, `/${webhookId}/test`)}`, {
    token,
    params: { projectId, webhookId },
  });
export const listDeliveries = (token: string, projectId: string, webhookId: string) =>
  call(deliveriesRoute, `GET ${path(projectId, `/${webhookId}/deliveries`)}`, {
    token,
    params: { projectId, webhookId },
  });
export const resend = (token: string, projectId: string, webhookId: string, deliveryId: string) =>
  call(resendRoute, `POST ${path(projectId, `/${webhookId}/deliveries/${deliveryId}/resend`)}`, {
    token,
    params: { projectId, webhookId, deliveryId },
  });

/** A webhook with one delivery that waits. */
export async function aWebhook(token: string, projectId: string) {
  const body = { url: "https://hook.example/", events: ["reply.finished"] };
  const webhookId: string = data(await createWebhook(token, projectId, body)).webhook.id;
  await testWebhook(token, projectId, webhookId);
  const [delivery] = data(await listDeliveries(token, projectId, webhookId)).deliveries;
  return { webhookId, deliveryId: delivery.id as string };
}

export type Received = { headers: IncomingHttpHeaders; text: string };

/** An address on this machine that keeps what it gets and answers what it is told to (200). */
export async function receiver() {
  const received: Received[] = [];
  const answers: number[] = [];
  const server = createServer((request, response) => {
    let text = "";
    request.setEncoding("utf8").on("data", (piece: string) => {
      text += piece;
    });
    request.on("end", () => {
      received.push({ headers: request.headers, text });
      response.writeHead(answers.shift() ?? 200).end("ok");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    /** The statuses of the next answers. */
    answers,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
