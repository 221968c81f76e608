import { type FileSink, listFiles, uploadFile } from "@/lib/files";
import { endpoint, operation, receiveFile } from "@/lib/http";
import { filesQuerySchema, uploadQuerySchema } from "@/lib/schemas";

// A slow sender of a large file; also covers sending it on to the provider.
export const maxDuration = 300;

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "files:read",
    query: filesQuerySchema,
    handle: async ({ scope, params, query }) => ({ data: await listFiles(scope, params.projectId, query) }),
  }),
  POST: operation({
    auth: "files:write",
    body: "multipart",
    query: uploadQuerySchema,
    handle: async ({ scope, params, query, request }) => {
      const receive = (sink: FileSink) => receiveFile(request, "file", sink);
      const file = await uploadFile(scope, params.projectId, receive, query.for);
      return { status: 201, message: "File uploaded successfully", data: { file } };
    },
  }),
});
