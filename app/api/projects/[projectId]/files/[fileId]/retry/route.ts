import { retryFile } from "@/lib/files";
import { endpoint, operation } from "@/lib/http";

// Where a function ends with its response, reading goes on within this time.
export const maxDuration = 300;

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: operation({
    auth: "files:write",
    role: "editor",
    handle: async ({ scope, params }) => ({
      message: "The file is read again",
      data: { file: await retryFile(scope, params.projectId, params.fileId) },
    }),
  }),
});
