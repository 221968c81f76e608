import {
  pageQuerySchema,
  previewAnswer,
  previewInputSchema,
  restoredAnswer,
  restoreVersionSchema,
  versionAnswer,
  versionsAnswer,
} from "@/lib/schemas";
import type { ApiOperation } from "./types";

const project = "/api/projects/{projectId}";
const version = `${project}/versions/{versionId}`;

/** What a project said and was set to, and what it would send. */
export const versionOperations: ApiOperation[] = [
  {
    method: "get",
    path: `${project}/versions`,
    id: "listVersions",
    tag: "Versions",
    summary: "Versions of a project's prompts and settings, newest first",
    auth: "user",
    query: pageQuerySchema,
    answer: { data: versionsAnswer },
  },
  {
    method: "get",
    path: version,
    id: "getVersion",
    tag: "Versions",
    summary: "One version with its prompts and settings",
    description: "A prompt keeps its id from version to version.",
    auth: "user",
    answer: { data: versionAnswer },
  },
  {
    method: "post",
    path: `${version}/restore`,
    id: "restoreVersion",
    tag: "Versions",
    summary: "Make an old version the present one, as a new version",
    description:
      "With `version`, the project's that the caller saw, a change made elsewhere since is a conflict.",
    auth: "user",
    body: restoreVersionSchema,
    answer: { data: restoredAnswer },
    errors: ["stale_edit", "busy"],
  },
  {
    method: "post",
    path: `${project}/preview`,
    id: "previewRequest",
    tag: "Prompts",
    summary: "Exactly what the model would receive for a message",
    description:
      "Nothing is stored or sent. Variables without a value stand as `{{name}}`. With a message the project's files are searched for its passages.",
    auth: "user",
    body: previewInputSchema,
    answer: { data: previewAnswer },
  },
];
