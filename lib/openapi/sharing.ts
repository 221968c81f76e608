import { z } from "zod";
import {
  createShareSchema,
  emptyAnswer,
  exportQuerySchema,
  liveEventSchema,
  pageQuerySchema,
  projectSharedChatAnswer,
  projectSharedChatsAnswer,
  searchAnswer,
  searchQuerySchema,
  sharedAnswer,
  sharedChatAnswer,
  sharesAnswer,
} from "@/lib/schemas";
import type { ApiOperation } from "./types";

const chat = "/api/chats/{chatId}";

/** Finding, hearing of, saving and showing chats. */
export const sharingOperations: ApiOperation[] = [
  {
    method: "get",
    path: "/api/search",
    id: "searchChats",
    tag: "Chat",
    summary: "Chats and messages of the caller that match, with highlighted extracts",
    description:
      "Every word must occur, as the beginning of a word; words in quotation marks in this order. Titles first, then messages, newest first. With `in=everything` the first page also has `files` (by name) and `prompts` (by text).",
    auth: "user",
    query: searchQuerySchema,
    answer: { data: searchAnswer },
  },
  {
    method: "get",
    path: "/api/events",
    id: "followEvents",
    tag: "Chat",
    summary: "One event stream per user: titles, running replies, files",
    description:
      "Events have no name; `data` is the JSON below. `Last-Event-ID` goes on where a reader left off; after more than an hour it gets `reset` first.",
    auth: "user",
    headers: [
      { name: "Last-Event-ID", description: "The last event that was seen", schema: z.string().max(100) },
    ],
    raw: [
      {
        status: 200,
        description: "Open until the reader leaves",
        mediaType: "text/event-stream",
        schema: liveEventSchema,
      },
    ],
  },
  {
    method: "get",
    path: "/api/projects/{projectId}/shared-chats",
    id: "listSharedChats",
    tag: "Chat",
    summary: "Chats that people on the project share with it",
    description: "An author shares one with `PATCH /api/chats/{chatId}` `{ shared: true }`.",
    auth: "user",
    query: pageQuerySchema,
    answer: { data: projectSharedChatsAnswer },
    errors: ["not_found"],
  },
  {
    method: "get",
    path: "/api/projects/{projectId}/shared-chats/{chatId}",
    id: "readSharedChat",
    tag: "Chat",
    summary: "Read a chat that its author shares with the project",
    description: "The newest page of the active branch in reading order; of attached files the names alone.",
    auth: "user",
    query: pageQuerySchema,
    answer: { data: projectSharedChatAnswer },
    errors: ["not_found"],
  },
  {
    method: "get",
    path: `${chat}/export`,
    id: "exportChat",
    tag: "Chat",
    summary: "The active branch as a file",
    auth: "user",
    query: exportQuerySchema,
    raw: [
      { status: 200, description: "`format=md`", mediaType: "text/markdown" },
      { status: 200, description: "`format=json`", mediaType: "application/json" },
    ],
  },
  {
    method: "get",
    path: `${chat}/share`,
    id: "listShares",
    tag: "Sharing",
    summary: "Read-only links to a chat that work, newest first",
    auth: "user",
    answer: { data: sharesAnswer },
  },
  {
    method: "post",
    path: `${chat}/share`,
    id: "shareChat",
    tag: "Sharing",
    summary: "Make a read-only link to one branch as it stands",
    description:
      "Whoever has the link reads the branch's text and nothing else. The secret is shown this once; later messages are not part of it.",
    auth: "user",
    body: createShareSchema,
    answer: { status: 201, data: sharedAnswer },
  },
  {
    method: "delete",
    path: `${chat}/share/{shareId}`,
    id: "revokeShare",
    tag: "Sharing",
    summary: "Make a link stop working",
    auth: "user",
    answer: { data: emptyAnswer },
  },
  {
    method: "get",
    path: "/api/shared/{token}",
    id: "readShared",
    tag: "Sharing",
    summary: "A shared branch, for anyone who has its link",
    auth: "public",
    query: pageQuerySchema,
    answer: { data: sharedChatAnswer },
  },
];
