import {
  emptyAnswer,
  savedPromptAnswer,
  savedPromptInputSchema,
  savedPromptPatchSchema,
  savedPromptsAnswer,
  usageAnswer,
  usageQuerySchema,
} from "@/lib/schemas";
import type { ApiOperation } from "./types";

/** What an account has used, and all of it to take away. */
export const accountOperations: ApiOperation[] = [
  {
    method: "get",
    path: "/api/users/prompts",
    id: "listSavedPrompts",
    tag: "Users",
    summary: "The caller's own prompts, by name",
    description:
      "Texts that a person keeps to put into messages; no project or model sees them by themselves.",
    auth: "user",
    answer: { data: savedPromptsAnswer },
  },
  {
    method: "post",
    path: "/api/users/prompts",
    id: "createSavedPrompt",
    tag: "Users",
    summary: "Keep a prompt of one's own",
    auth: "user",
    body: savedPromptInputSchema,
    answer: { status: 201, data: savedPromptAnswer },
    errors: ["limit_reached"],
  },
  {
    method: "patch",
    path: "/api/users/prompts/{promptId}",
    id: "updateSavedPrompt",
    tag: "Users",
    summary: "Change a prompt of one's own",
    auth: "user",
    body: savedPromptPatchSchema,
    answer: { data: savedPromptAnswer },
    errors: ["not_found"],
  },
  {
    method: "delete",
    path: "/api/users/prompts/{promptId}",
    id: "deleteSavedPrompt",
    tag: "Users",
    summary: "Delete a prompt of one's own",
    auth: "user",
    answer: { data: emptyAnswer },
    errors: ["not_found"],
  },
  {
    method: "get",
    path: "/api/usage",
    id: "getUsage",
    tag: "Users",
    summary: "Tokens, replies and cost of the caller's replies, by day, project and model",
    description:
      "Days are those of `offset` (minutes ahead of UTC). At most 366 days; by default the last 30. `cost` is there when the server has a price list.",
    auth: "user",
    query: usageQuerySchema,
    answer: { data: usageAnswer },
  },
  {
    method: "get",
    path: "/api/users/export",
    id: "exportAccount",
    tag: "Users",
    summary: "Everything of the caller's as one archive",
    description:
      "Profile, usage, projects with their versions and files, chats with all branches (JSON and Markdown). Made while it is read. A tenth of `RATE_LIMIT_MAX_REQUESTS` per window.",
    auth: "user",
    raw: [{ status: 200, description: "An attachment", mediaType: "application/zip" }],
  },
];
