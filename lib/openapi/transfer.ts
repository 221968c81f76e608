import {
  duplicateProjectSchema,
  exportProjectQuerySchema,
  projectAnswer,
  projectDocumentSchema,
} from "@/lib/schemas";
import type { ApiOperation } from "./types";

/** Projects on their way in, out and beside themselves. */
export const transferOperations: ApiOperation[] = [
  {
    method: "post",
    path: "/api/projects/import",
    id: "importProject",
    tag: "Projects",
    summary: "Make a project from an exported one",
    description:
      "JSON (10 MB at most), or multipart with the document in the field `file`, which may be as large as a project with all its files. Everything is checked first; faults name their place in the document. All or nothing.",
    auth: "user",
    body: "document",
    document: projectDocumentSchema,
    answer: { status: 201, data: projectAnswer },
    errors: ["limit_reached"],
  },
  {
    method: "get",
    path: "/api/projects/{projectId}/export",
    id: "exportProject",
    tag: "Projects",
    summary: "A project as one JSON document",
    description:
      "Prompts and settings, with `files=true` also the files in base64; no chats, and nothing that names the owner. The same project gives the same document.",
    auth: "user",
    query: exportProjectQuerySchema,
    raw: [
      {
        status: 200,
        description: "An attachment",
        mediaType: "application/json",
        schema: projectDocumentSchema,
      },
    ],
  },
  {
    method: "post",
    path: "/api/projects/{projectId}/duplicate",
    id: "duplicateProject",
    tag: "Projects",
    summary: "A new project like this one, without its chats",
    auth: "user",
    body: duplicateProjectSchema,
    answer: { status: 201, data: projectAnswer },
    errors: ["limit_reached"],
  },
];
