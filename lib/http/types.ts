import type { NextRequest } from "next/server";
import type { z } from "zod";
import type { Principal, UserPrincipal, VisitorPrincipal } from "@/lib/auth";
import type { KeyScope, ProjectRole } from "@/lib/schemas";
import type { Scope } from "@/lib/store";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** Whom a route serves: anybody, people who signed in, they and the keys with this permission, or visitors alone. */
export type Auth = "public" | "user" | "visitor" | KeyScope;

export type Limit = "general" | "sign-in" | "none";

/** The dynamic segments of `app/api`; a test checks that a route reads only those that its own path has. */
export type PathParams = Record<
  | "projectId"
  | "promptId"
  | "fileId"
  | "chatId"
  | "messageId"
  | "sessionId"
  | "linkId"
  | "kind"
  | "name"
  | "configId"
  | "versionId"
  | "shareId"
  | "token"
  | "keyId"
  | "number"
  | "setId"
  | "caseId"
  | "runId"
  | "resultId"
  | "userId"
  | "invitationId"
  | "embed"
  | "webhookId"
  | "deliveryId"
  | "connectionId",
  string
>;

/** What a handler gets: everything is already parsed, limited and owned. */
export type Call<Body, Query, A extends Auth> = {
  request: NextRequest;
  requestId: string;
  /** Path parameters as they stand in the URL, decoded. Hostile: pass them to a service together with the scope. */
  params: PathParams;
  body: Body;
  query: Query;
  /** Client address for limits and logs. */
  address: string;
} & (A extends "public"
  ? { principal: Principal | null }
  : /** On the project that the path names, or that its chat belongs to; else over all that is the caller's. */
    {
      principal: A extends "user" ? UserPrincipal : A extends "visitor" ? VisitorPrincipal : Principal;
      scope: Scope;
    });

/** `{ success: true, message?, data }` with `status` (200); or a whole Response for streams and downloads. */
export type Reply =
  | { status?: number; message?: string; data: unknown; headers?: Record<string, string> }
  | Response;

/**
 * One method of a route.
 * - `auth`: all but `public` answer 401 without a valid credential; `user` refuses keys and visitors, a permission
 *   (`chat`, `files:read` …) those that lack it, `visitor` everybody else (403 `missing_scope`).
 * - `role`: the least role on the project of the path (default `member`): 403 `forbidden` below it, 404 without any.
 * - `admin`: for administrators alone: 403 `forbidden`.
 * - `challenge`: what `WWW-Authenticate` says to who comes without a good credential (default `Bearer`).
 * - `limit`: `sign-in` has the tight quota per address, and per account named by the body's `email`; `none` is for
 *   health; default is the general quota. A function chooses by the request.
 * - `csrf: "token"`: the route checks a token of its own, so a cookie write without any origin may pass.
 * - `body`: a zod schema (JSON, 10 MB); `multipart` leaves `request.body` unread for the handler, and so
 *   does `document`, which may be JSON or multipart; absent: no body is read.
 */
export type Operation<B extends z.ZodType, Q extends z.ZodType, A extends Auth> = {
  auth: A;
  role?: ProjectRole;
  admin?: true;
  challenge?: (request: NextRequest) => string;
  limit?: Limit | ((request: NextRequest) => Limit);
  /** The answer is an event stream that stays open: a user may have so many of them. */
  streams?: true;
  csrf?: "token";
  /** What it answers may stand in a frame of another site; the policy that it sets says which. */
  framed?: true;
  body?: B | "multipart" | "document";
  query?: Q;
  handle(call: Call<z.output<B>, z.output<Q>, A>): Promise<Reply>;
};
