import { describe, expect, it } from "vitest";
import { carried } from "@/lib/http/request-hook";

describe("a path that Next can't carry", () => {
  it.each([
    ["/api/v1/models/", "/api/v1/models"],
    ["/api/v1/", "/api/v1"],
    ["/api/v1/?limit=1", "/api/v1?limit=1"],
    ["/api/v1/chat/completions/?a=b/", "/api/v1/chat/completions?a=b/"],
    ["/api/v1/models?after=b/", "/api/v1/models?after=b/"],
    ["/api/v1/models/%E0%A4%A", "/api/v1/undecodable"],
    ["/api/projects/%E0%A4%A", "/api/undecodable"],
    ["/projects/%zz", "/undecodable"],
    ["/api/v1/models/a%2Fb", "/api/v1/models/a%2Fb"],
    ["/api/v10/", "/api/v10/"],
    ["/projects/", "/projects/"],
  ])("%s is %s", (asked, is) => expect(carried(asked)).toBe(is));
});
