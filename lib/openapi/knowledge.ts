import {
  fileAnswer,
  passagesAnswer,
  passagesQuerySchema,
  projectSearchResultSchema,
  projectSearchSchema,
  sentRequestAnswer,
} from "@/lib/schemas";
import type { ApiOperation } from "./types";

const project = "/api/projects/{projectId}";
const file = `${project}/files/{fileId}`;

export const knowledgeOperations: ApiOperation[] = [
  {
    method: "post",
    path: `${project}/search`,
    id: "searchProject",
    tag: "Files",
    summary: "Ask the files: ranked passages without a model",
    auth: "search",
    body: projectSearchSchema,
    answer: { data: projectSearchResultSchema },
  },
  {
    method: "post",
    path: `${file}/retry`,
    id: "retryFile",
    tag: "Files",
    summary: "Read a file again",
    auth: "files:write",
    answer: { data: fileAnswer },
  },
  {
    method: "get",
    path: `${file}/passages`,
    id: "listPassages",
    tag: "Files",
    summary: "What was read from a file, in order",
    auth: "files:read",
    query: passagesQuerySchema,
    answer: { data: passagesAnswer },
  },
  {
    method: "get",
    path: "/api/chats/{chatId}/messages/{messageId}/request",
    id: "getSentRequest",
    tag: "Chat",
    summary: "Why this answer: exactly what the model received",
    auth: "user",
    answer: { data: sentRequestAnswer },
  },
];
