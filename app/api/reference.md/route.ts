import { operationMarkdown, referenceMarkdown } from "@/components/reference/markdown";
import { type ApiDocument, referenceOf } from "@/components/reference/view-model";
import { AppError } from "@/lib/errors";
import { endpoint, operation, requestOrigin } from "@/lib/http";
import { openapiDocument } from "@/lib/openapi";
import { referenceQuerySchema } from "@/lib/schemas";
import pkg from "@/package.json";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "public",
    query: referenceQuerySchema,
    handle: async ({ request, query }) => {
      const document = openapiDocument(pkg.version) as ApiDocument;
      const reference = referenceOf(document, requestOrigin(request.headers, request.nextUrl));
      const all = reference.chapters.flatMap(({ operations }) => operations);
      const one = query.operation ? all.find(({ id }) => id === query.operation) : null;
      if (one === undefined) throw new AppError("not_found");
      const markdown = one ? `${operationMarkdown(one)}\n` : referenceMarkdown(reference);
      return new Response(markdown, { headers: { "Content-Type": "text/markdown; charset=utf-8" } });
    },
  }),
});
