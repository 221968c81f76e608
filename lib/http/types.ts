import type { NextRequest } from "next/server";
import type { z } from "zod";
import type { Principal } from "@/lib/auth/scope";
import type { Scope } from "@/lib/store/types";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

export type Limit = "general" | "sign-in" | "none";

/** The dynamic segments of `app/api`; a test checks that a route reads only those that its own path has. */
export type PathParams = Record<
  | "projectId"
  | "promptId"
  | "fileId"
  | "chatId"
  | "messageId"
  | "sessionId"
  | "configId"
  | "versionId"
  | "shareId"
  | "token",
  string
>;

/** What a handler gets: everything is already parsed, limited and owned. */
export type Call<Body, Query, Auth extends "user" | "public"> = {
  request: NextRequest;
  requestId: string;
  /** Path parameters as they stand in the URL, decoded. Hostile: pass them to a service together with the scope. */
  params: PathParams;
  body: Body;
  query: Query;
  /** Client address for limits and logs. */
  address: string;
} & (Auth extends "user" ? { principal: Principal; scope: Scope } : { principal: Principal | null });

/** `{ success: true, message?, data }` with `status` (200); or a whole Response for streams and downloads. */
export type Reply =
  | { status?: number; message?: string; data: unknown; headers?: Record<string, string> }
  | Response;

/**
 * One method of a route.
 * - `auth`: `user` answers 401 without a valid credential.
 * - `limit`: `sign-in` has the tight budget per address, and per account named by the body's `email`; `none` is for
 *   health; default is the general budget. A function chooses by the request.
 * - `csrf: "token"`: the route checks a token of its own, so a cookie write without any origin may pass.
 * - `body`: a zod schema (JSON, 10 MB); `multipart` leaves `request.body` unread for the handler, and so
 *   does `document`, which may be JSON or multipart; absent: no body is read.
 */
export type Operation<B extends z.ZodType, Q extends z.ZodType, Auth extends "user" | "public"> = {
  auth: Auth;
  limit?: Limit | ((request: NextRequest) => Limit);
  csrf?: "token";
  body?: B | "multipart" | "document";
  query?: Q;
  handle(call: Call<z.output<B>, z.output<Q>, Auth>): Promise<Reply>;
};
