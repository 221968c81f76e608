import { z } from "zod";
import { healthAnswer, referenceQuerySchema } from "@/lib/schemas";
import type { ApiOperation } from "./types";

const health = {
  tag: "System",
  auth: "public" as const,
  summary: "Whether the service and its store answer",
};
const answers = [
  { status: 200, description: "The store answers", mediaType: "application/json", schema: healthAnswer },
  {
    status: 503,
    description: "The store does not answer",
    mediaType: "application/json",
    schema: healthAnswer,
  },
];

export const systemOperations: ApiOperation[] = [
  { method: "get", path: "/health", id: "health", ...health, raw: answers },
  { method: "get", path: "/api/health", id: "apiHealth", ...health, raw: answers },
  {
    method: "get",
    path: "/api/metrics",
    id: "metrics",
    tag: "System",
    summary: "Figures for Prometheus",
    description: "With the bearer token in `METRICS_TOKEN`; where that is not set there is no such route.",
    auth: "public",
    raw: [{ status: 200, description: "Prometheus' text format", mediaType: "text/plain" }],
    errors: ["unauthenticated", "route_not_found"],
  },
  {
    method: "get",
    path: "/pdf-data/{kind}/{name}",
    id: "pdfData",
    tag: "System",
    summary: "What drawing a PDF in the browser needs",
    description: "Character maps (`cmaps`) and standard fonts (`standard_fonts`), the same for everybody.",
    auth: "public",
    raw: [{ status: 200, description: "The file", mediaType: "application/octet-stream" }],
    errors: ["not_found"],
  },
  {
    method: "get",
    path: "/api/openapi.json",
    id: "openapi",
    tag: "System",
    summary: "This document",
    auth: "public",
    raw: [
      {
        status: 200,
        description: "OpenAPI 3.1",
        mediaType: "application/json",
        schema: z.record(z.string(), z.unknown()),
      },
    ],
  },
  {
    method: "get",
    path: "/api/reference.md",
    id: "referenceMarkdown",
    tag: "System",
    summary: "The reference as Markdown, whole or one operation",
    description: "To read beside code, or to hand to a model. The same as the page `/docs/api`.",
    auth: "public",
    query: referenceQuerySchema,
    raw: [{ status: 200, description: "Markdown", mediaType: "text/markdown" }],
    errors: ["not_found"],
  },
];
