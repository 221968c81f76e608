import {
  compareQuerySchema,
  comparisonAnswer,
  liveAnswer,
  liveInputSchema,
  pageQuerySchema,
  publicationsAnswer,
  releaseAnswer,
  releaseDetailAnswer,
  releaseInputSchema,
  releasesAnswer,
} from "@/lib/schemas";
import type { ApiOperation } from "./types";

const project = "/api/projects/{projectId}";
const common = { tag: "Releases", auth: "evals" } as const;

/** What answers, and what did. */
export const releaseOperations: ApiOperation[] = [
  {
    ...common,
    method: "get",
    path: `${project}/releases`,
    id: "listReleases",
    summary: "Releases of a project, newest first",
    query: pageQuerySchema,
    answer: { data: releasesAnswer },
  },
  {
    ...common,
    method: "post",
    path: `${project}/releases`,
    id: "createRelease",
    summary: "Keep the draft as it stands",
    description: "Prompts, settings, and the text of each file as it was read. Nothing goes live by it.",
    body: releaseInputSchema,
    answer: { status: 201, data: releaseAnswer },
    errors: ["forbidden", "limit_reached"],
  },
  {
    ...common,
    method: "get",
    path: `${project}/releases/{number}`,
    id: "getRelease",
    summary: "One release with prompts, settings and files, and what the gates say to it",
    answer: { data: releaseDetailAnswer },
    errors: ["forbidden"],
  },
  {
    ...common,
    method: "get",
    path: `${project}/releases/{number}/compare`,
    id: "compareReleases",
    summary: "What changed from a release to another, or to the draft",
    query: compareQuerySchema,
    answer: { data: comparisonAnswer },
    errors: ["forbidden"],
  },
  {
    ...common,
    method: "put",
    path: `${project}/live`,
    id: "setLive",
    summary: "Publish, roll back or unpublish",
    description:
      "A release that was live before is rolled back to without asking a gate; null unpublishes. With a gate that says no, " +
      "409 `gate_failed` has one entry in `errors` per rule; `override` publishes all the same and stays on the release.",
    body: liveInputSchema,
    answer: { data: liveAnswer },
    errors: ["forbidden", "gate_failed", "stale_edit"],
  },
  {
    ...common,
    method: "get",
    path: `${project}/publications`,
    id: "listPublications",
    summary: "What was live when, newest first",
    query: pageQuerySchema,
    answer: { data: publicationsAnswer },
  },
];
