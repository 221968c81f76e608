import type { z } from "zod";
import type { ErrorCode } from "@/lib/errors";
import type { KeyScope } from "@/lib/schemas";

export type HttpMethod = "get" | "post" | "put" | "patch" | "delete";

/** An answer that is not the JSON envelope: a download, an event stream, health. */
export type RawAnswer = { status: number; description: string; mediaType?: string; schema?: z.ZodType };

/** One operation of the API as the document describes it; the schemas are those that the routes parse with. */
export type ApiOperation = {
  method: HttpMethod;
  /** With `{name}` for dynamic segments. */
  path: string;
  /** Unique; what a client generator names its function. */
  id: string;
  tag: string;
  summary: string;
  description?: string;
  auth: "public" | "user" | "visitor" | KeyScope;
  query?: z.ZodObject;
  headers?: { name: string; description: string; schema: z.ZodType }[];
  body?: z.ZodType | "multipart" | "document";
  /** JSON that the route does not parse itself: it is passed on as it came. */
  message?: z.ZodType;
  /** What a `document` is. */
  document?: z.ZodType;
  /** `data` of the envelope, with the status it comes with (200). */
  answer?: { status?: number; data: z.ZodType };
  raw?: RawAnswer[];
  /** Beside those that follow from credentials, body and query. */
  errors?: ErrorCode[];
};
