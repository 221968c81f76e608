import { z } from "zod";
import type { ErrorCode } from "@/lib/errors";
import {
  chatAnswer,
  chatListQuerySchema,
  chatsAnswer,
  emptyAnswer,
  feedbackInputSchema,
  feedbackListAnswer,
  feedbackQuerySchema,
  LIMITS,
  messageAnswer,
  messageRefSchema,
  messagesAnswer,
  messagesQuerySchema,
  modelsAnswer,
  modelsQuerySchema,
  moveChatSchema,
  regenerateSchema,
  replyAnswer,
  sendMessageSchema,
  stoppedAnswer,
  updateChatSchema,
} from "@/lib/schemas";
import type { ApiOperation, RawAnswer } from "./types";

const chat = "/api/chats/{chatId}";

const stream: RawAnswer = {
  status: 200,
  description:
    "With `stream: true`, or `Accept: text/event-stream` without `stream: false`: an AI SDK UI message stream. A failure after its start is an `error` part.",
  mediaType: "text/event-stream",
};

/** What every operation that starts a reply has in common. */
const starts = {
  tag: "Chat",
  auth: "chat" as const,
  headers: [
    {
      name: "Idempotency-Key",
      description:
        "Makes a retry safe for 24 hours: the same key gives the same reply, nothing twice. Per user and route.",
      schema: z.string().min(1).max(LIMITS.idempotencyKeyMax),
    },
  ],
  answer: { data: replyAnswer },
  raw: [stream],
  errors: [
    "run_active",
    "idempotency_mismatch",
    "provider_failed",
    "provider_timeout",
    "busy",
  ] satisfies ErrorCode[],
};

export const chatOperations: ApiOperation[] = [
  {
    method: "post",
    path: "/api/chat/{projectId}",
    id: "sendMessage",
    summary: "Send a message and get the assistant's reply",
    description:
      "Without `chatId` a new chat begins. `parentId` absent: the active leaf; null: a new root. The reply goes on when the connection drops. `variables` fills `{{name}}` in the prompts: a missing one without a default is refused, an unknown one ignored; the chat remembers them. `fileIds` names files of the project: pictures reach a model that sees, the text of others comes as passages.",
    body: sendMessageSchema,
    ...starts,
  },
  {
    method: "get",
    path: "/api/projects/{projectId}/chats",
    id: "listChats",
    tag: "Chat",
    summary: "Chats of a project, newest activity first",
    description:
      "`archived=true` lists the chats that were put aside, which are left out otherwise; `pinned` those that are (not) pinned.",
    auth: "chat",
    query: chatListQuerySchema,
    answer: { data: chatsAnswer },
  },
  {
    method: "get",
    path: chat,
    id: "getChat",
    tag: "Chat",
    summary: "One chat",
    auth: "chat",
    answer: { data: chatAnswer },
  },
  {
    method: "patch",
    path: chat,
    id: "updateChat",
    tag: "Chat",
    summary: "Rename a chat, choose its active branch, or set its variables",
    auth: "chat",
    body: updateChatSchema,
    answer: { data: chatAnswer },
  },
  {
    method: "delete",
    path: chat,
    id: "deleteChat",
    tag: "Chat",
    summary: "Remove a chat; a running reply is stopped first",
    auth: "chat",
    answer: { data: emptyAnswer },
  },
  {
    method: "post",
    path: `${chat}/move`,
    id: "moveChat",
    tag: "Chat",
    summary: "Take a chat to another project",
    description:
      "Its messages, branches, ratings and share links go along; from the next message on the other project's prompts, files and model answer. What earlier replies were sent with stays behind, so they have no request any more. Not while a reply runs, nor with files attached to the chat.",
    auth: "user",
    body: moveChatSchema,
    answer: { data: chatAnswer },
    errors: ["run_active"],
  },
  {
    method: "get",
    path: `${chat}/messages`,
    id: "listMessages",
    tag: "Chat",
    summary: "The newest page of the active branch in reading order",
    description:
      "`nextCursor` leads back in time. `around` gives the page about one message instead, on the active branch or, where it is not part of that, on the newest branch that has it; `after` what follows a message.",
    auth: "chat",
    query: messagesQuerySchema,
    answer: { data: messagesAnswer },
  },
  {
    method: "get",
    path: `${chat}/stream`,
    id: "followReply",
    tag: "Chat",
    summary: "The running reply from its start, and then live",
    auth: "chat",
    headers: [
      {
        name: "Last-Event-ID",
        description: "Go on after this event instead of from the start.",
        schema: z.string(),
      },
    ],
    raw: [
      { status: 200, description: "An AI SDK UI message stream", mediaType: "text/event-stream" },
      { status: 204, description: "Nothing is running" },
    ],
  },
  {
    method: "post",
    path: `${chat}/stop`,
    id: "stopReply",
    tag: "Chat",
    summary: "Stop the running reply; the text that was received is kept",
    description: "Idempotent: `stopped` says whether a reply was running.",
    auth: "chat",
    answer: { data: stoppedAnswer },
  },
  {
    method: "post",
    path: `${chat}/regenerate`,
    id: "regenerateReply",
    summary: "Another answer beside the first",
    body: regenerateSchema,
    ...starts,
  },
  {
    method: "post",
    path: `${chat}/continue`,
    id: "continueReply",
    summary: "Go on from a partial reply",
    body: messageRefSchema,
    ...starts,
  },
  {
    method: "put",
    path: `${chat}/messages/{messageId}/feedback`,
    id: "rateMessage",
    tag: "Chat",
    summary: "Rate a reply, or take the rating back",
    description:
      "`reasons` and `note` say what was wrong with it; each call takes the place of the one before.",
    auth: "chat",
    body: feedbackInputSchema,
    answer: { data: messageAnswer },
  },
  {
    method: "get",
    path: "/api/projects/{projectId}/feedback",
    id: "listFeedback",
    tag: "Chat",
    summary: "Rated replies in the caller's chats, rated last first",
    auth: "chat",
    query: feedbackQuerySchema,
    answer: { data: feedbackListAnswer },
  },
  {
    method: "get",
    path: "/api/models",
    id: "listModels",
    tag: "Chat",
    summary: "Models that the provider lists",
    description:
      "Cached for 5 minutes, or `maxAge` seconds; a failed reply makes the next call ask the provider again. The demo model where no provider is configured. `down` names the connections that did not answer when last asked.",
    auth: "user",
    query: modelsQuerySchema,
    answer: { data: modelsAnswer },
  },
];
