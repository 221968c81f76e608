import type { z } from "zod";
import { type ErrorCode, errorCodes, errorMessage, errorStatus } from "@/lib/errors";
import { PRODUCT_NAME } from "@/lib/product";
import { exampleOf } from "./example";
import { operations } from "./operations";
import { type JsonSchema, schemaWriter } from "./schemas";
import type { ApiOperation } from "./types";

type Document = Record<string, unknown> & { paths: Record<string, Record<string, unknown>> };

const failureSchema = {
  type: "object",
  required: ["success", "message", "code", "requestId"],
  properties: {
    success: { const: false },
    message: { type: "string" },
    code: { enum: errorCodes },
    errors: {
      type: "array",
      description: "One entry per faulty field.",
      items: {
        type: "object",
        required: ["path", "message"],
        properties: { path: { type: "string" }, message: { type: "string" } },
      },
    },
    requestId: { type: "string" },
  },
};

const written = new Map<string, Document>();

/** The OpenAPI 3.1 document of this version of the API. Written once: it takes 50 ms, and anybody may ask for it. */
export function openapiDocument(version: string): Document {
  const document = written.get(version) ?? writeDocument(version);
  written.set(version, document);
  return document;
}

function writeDocument(version: string): Document {
  const schemas: Record<string, JsonSchema> = { Failure: failureSchema };
  const write = schemaWriter(schemas);
  const paths: Document["paths"] = {};
  for (const operation of operations) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: describe(operation, write) };
  }
  for (const schema of Object.values(schemas)) schema.examples = [exampleOf(schema, { components: schemas })];
  addExamples(paths, schemas);
  return {
    openapi: "3.1.0",
    info: {
      title: `${PRODUCT_NAME} API`,
      version,
      description:
        "Times are ISO 8601 in UTC, ids are opaque strings, MB are MiB. Lists take `limit` and `cursor` and answer `nextCursor`, null at the end. A malformed id is a 404.",
    },
    servers: [{ url: "/" }],
    tags: [...new Set(operations.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      schemas,
      securitySchemes: {
        bearer: {
          type: "http",
          scheme: "bearer",
          bearerFormat: "JWT",
          description: "`token` from register or login.",
        },
        session: {
          type: "apiKey",
          in: "cookie",
          name: "next-auth.session-token",
          description: "The browser's session. Over HTTPS its name has the prefix `__Secure-`.",
        },
      },
    },
  };
}

type Write = ReturnType<typeof schemaWriter>;

/** An example beside each JSON body and answer: the least that a request needs, all that an answer has. */
function addExamples(paths: Document["paths"], components: Record<string, JsonSchema>): void {
  type Content = { content?: Record<string, { schema?: JsonSchema; example?: unknown }> };
  type Described = { requestBody?: Content; responses: Record<string, Content> };
  for (const operation of Object.values(paths).flatMap((path) => Object.values(path) as Described[])) {
    const request = operation.requestBody?.content?.["application/json"];
    if (request?.schema) request.example = exampleOf(request.schema, { components, requiredOnly: true });
    for (const [status, { content }] of Object.entries(operation.responses)) {
      const answer = content?.["application/json"];
      if (answer?.schema && Number(status) < 400) answer.example = exampleOf(answer.schema, { components });
    }
  }
}

function describe(operation: ApiOperation, write: Write): Record<string, unknown> {
  const body = operation.body ?? operation.message;
  const parameters = [
    ...pathParameters(operation),
    ...queryParameters(operation, write),
    ...headers(operation, write),
  ];
  return {
    operationId: operation.id,
    tags: [operation.tag],
    summary: operation.summary,
    ...(operation.description ? { description: operation.description } : {}),
    "x-access": operation.auth,
    security: operation.auth !== "public" ? [{ bearer: [] }, { session: [] }] : [],
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body ? { requestBody: requestBody(body, operation.document, write) } : {}),
    responses: responses(operation, write),
  };
}

function pathParameters({ path }: ApiOperation) {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
}

function queryParameters({ query }: ApiOperation, write: Write) {
  if (!query) return [];
  const missing = new Set(query.safeParse({}).error?.issues.map((issue) => issue.path[0]));
  return Object.entries(query.shape).map(([name, schema]) => ({
    name,
    in: "query",
    required: missing.has(name),
    schema: write(schema as z.ZodType, "output"),
  }));
}

function headers(operation: ApiOperation, write: Write) {
  return (operation.headers ?? []).map(({ name, description, schema }) => ({
    name,
    in: "header",
    description,
    schema: write(schema, "input"),
  }));
}

const formSchema = {
  type: "object",
  required: ["file"],
  properties: { file: { type: "string", contentMediaType: "application/octet-stream" } },
};

function requestBody(body: NonNullable<ApiOperation["body"]>, document: z.ZodType | undefined, write: Write) {
  if (body === "multipart" || body === "document") {
    const json = document ? { "application/json": { schema: write(document, "input") } } : {};
    return { required: true, content: { ...json, "multipart/form-data": { schema: formSchema } } };
  }
  return {
    required: !body.safeParse({}).success,
    content: { "application/json": { schema: write(body, "input") } },
  };
}

function responses(operation: ApiOperation, write: Write): Record<string, unknown> {
  const all: Record<string, unknown> = {};
  if (operation.answer) {
    const { status = 200, data } = operation.answer;
    const schema = {
      type: "object",
      required: ["success", "data"],
      properties: { success: { const: true }, message: { type: "string" }, data: write(data, "output") },
    };
    all[status] = { description: "Success", content: { "application/json": { schema } } };
  }
  for (const { status, description, mediaType, schema } of operation.raw ?? []) {
    const earlier = all[status] as { content?: Record<string, unknown> } | undefined;
    const added = mediaType ? { [mediaType]: schema ? { schema: write(schema, "output") } : {} } : {};
    const content = { ...earlier?.content, ...added };
    all[status] = Object.keys(content).length > 0 ? { description, content } : { description };
  }
  const byStatus = Map.groupBy(errorsOf(operation), errorStatus);
  for (const [status, codes] of byStatus) {
    const description = codes.map((code) => `\`${code}\`: ${errorMessage(code)}`).join("\n\n");
    all[status] ??= {
      description,
      "x-error-codes": codes,
      content: { "application/json": { schema: { $ref: "#/components/schemas/Failure" } } },
    };
  }
  return all;
}

/** What an operation can answer follows from what it takes; only the rest is listed with it. */
function errorsOf({ path, auth, body, query, errors = [] }: ApiOperation): ErrorCode[] {
  const isHealth = path.endsWith("/health");
  const codes: ErrorCode[] = [
    ...(body || query ? (["validation_failed"] as const) : []),
    ...(body ? (["too_large", "unsupported_media_type"] as const) : []),
    ...(body && body !== "multipart" ? (["malformed_json"] as const) : []),
    ...(auth !== "public" ? (["unauthenticated", "forbidden_origin", "missing_scope"] as const) : []),
    ...(path.includes("{projectId}") ? (["forbidden"] as const) : []),
    ...(path.includes("{") ? (["not_found"] as const) : []),
    ...errors,
    ...(isHealth ? [] : (["rate_limited", "store_unavailable"] as const)),
    "internal",
  ];
  return [...new Set(codes)];
}
