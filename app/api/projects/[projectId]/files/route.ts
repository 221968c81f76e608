import { listFiles, uploadFile } from "@/lib/files";
import { endpoint, operation, receiveFile } from "@/lib/http";
import { pageQuerySchema } from "@/lib/schemas";

// A slow sender of a large file; also covers sending it on to the provider.
export const maxDuration = 300;

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "files:read",
    query: pageQuerySchema,
    handle: async ({ scope, params, query }) => ({ data: await listFiles(scope, params.projectId, query) }),
  }),
  POST: operation({
    auth: "files:write",
    role: "editor",
    body: "multipart",
    handle: async ({ scope, params, request }) => ({
      status: 201,
      message: "File uploaded successfully",
      data: {
        file: await uploadFile(scope, params.projectId, (sink) => receiveFile(request, "file", sink)),
      },
    }),
  }),
});
