import { beforeEach, describe, expect, it } from "vitest";
import { signUp } from "../support/api";
import { onEachEngine } from "../support/engines";
import * as api from "../support/project-calls";
import { data, newProject } from "../support/project-calls";
import { oneFile } from "../support/uploads";

onEachEngine(() => {
  let token: string;
  let id: string;
  beforeEach(async () => {
    token = (await signUp()).token;
    id = await newProject(token);
  });
  const upload = (form: Parameters<typeof api.uploadFile>[2]) => api.uploadFile(token, id, form);

  describe("downloading", () => {
    it("makes it an attachment that can't run", async () => {
      const { file } = data(await upload(oneFile("<script>alert(1)</script>", "naïve 'x'.html")));
      const { headers } = await api.downloadFile(token, id, file.id);
      expect(headers.get("content-disposition")).toBe(
        "attachment; filename=\"na_ve 'x'.html\"; filename*=UTF-8''na%C3%AFve%20%27x%27.html",
      );
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("content-security-policy")).toBe("sandbox; default-src 'none'");
      expect(headers.get("content-length")).toBe("25");
      expect(headers.get("cache-control")).toContain("private");
    });

    it("answers one byte range, and the whole file for any other", async () => {
      const { file } = data(await upload(oneFile("0123456789")));
      const ranged = async (range: string) => {
        const answer = await api.downloadFile(token, id, file.id, { range });
        return [answer.status, answer.body, answer.headers.get("content-range")];
      };
      expect(await ranged("bytes=2-4")).toEqual([206, "234", "bytes 2-4/10"]);
      expect(await ranged("bytes=7-")).toEqual([206, "789", "bytes 7-9/10"]);
      expect(await ranged("bytes=-3")).toEqual([206, "789", "bytes 7-9/10"]);
      expect(await ranged("bytes=5-99")).toEqual([206, "56789", "bytes 5-9/10"]);
      for (const other of ["bytes=10-", "bytes=5-2", "bytes=0-1,4-5", "lines=1-2", "bytes=-"]) {
        expect(await ranged(other)).toEqual([200, "0123456789", null]);
      }
      const stale = { range: "bytes=0-1", "if-range": '"other"' };
      expect((await api.downloadFile(token, id, file.id, stale)).status).toBe(200);
    });

    it("answers 304 to whoever has the content already", async () => {
      const { file } = data(await upload(oneFile("abc")));
      const etag = (await api.downloadFile(token, id, file.id)).headers.get("etag") ?? "";
      const again = await api.downloadFile(token, id, file.id, { "if-none-match": etag });
      expect([again.status, again.body]).toEqual([304, null]);
    });
  });

  it("lists newest first, in pages", async () => {
    for (const name of ["1", "2", "3"]) await upload(oneFile("x", name));
    const first = data(await api.listFiles(token, id, { limit: "2" }));
    const second = data(await api.listFiles(token, id, { limit: "2", cursor: first.nextCursor }));
    const names = [...first.files, ...second.files].map((file: { filename: string }) => file.filename);
    expect(names).toEqual(["3", "2", "1"]);
    expect(second.nextCursor).toBeNull();
    expect((await api.listFiles(token, id, { limit: "0" })).status).toBe(400);
  });
});
