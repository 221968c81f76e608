import { describe, expect, it } from "vitest";
import { routeOf } from "@/lib/http/route-name";

describe("a route's name", () => {
  it("has the parameters' names in the place of their values", () => {
    const params = { projectId: "p1", fileId: "f 1" };
    expect(routeOf("/api/projects/p1/files/f%201", params)).toBe("/api/projects/:projectId/files/:fileId");
  });

  it("keeps no more of a catch-all than where it begins, and no secret", () => {
    expect(routeOf("/api/nothing/at/all", { path: ["nothing", "at", "all"] })).toBe("/api/*");
    expect(routeOf("/api/invitations/s3cret", { token: "s3cret" })).toBe("/api/invitations/:token");
    expect(routeOf("/api/health", undefined)).toBe("/api/health");
    expect(routeOf("/api/x/%ff", { id: "1" })).toBe("/api/x/%ff");
  });
});
