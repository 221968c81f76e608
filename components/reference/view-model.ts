import { guideText } from "@/lib/text/reference-guide";
import { type CodeSample, codeSamples } from "./code-samples";
import { type Field, fieldsOf, type Schema, shapeOf } from "./fields";

/** As much of an OpenAPI 3.1 document as the reference reads; the two `x-` fields are our own. */
export type ApiDocument = {
  info: { title: string; version: string; description?: string };
  paths: Record<string, Record<string, Described>>;
  components: { schemas: Record<string, Schema> };
};
type Content = Record<string, { schema?: Schema; example?: unknown }>;
type Described = {
  operationId: string;
  tags: string[];
  summary: string;
  description?: string;
  "x-access": string;
  parameters?: { name: string; in: string; required?: boolean; description?: string; schema: Schema }[];
  requestBody?: { required?: boolean; content: Content };
  responses: Record<string, { description: string; content?: Content; "x-error-codes"?: string[] }>;
};

type Body = { mediaType: string; fields: Field[]; example: unknown };
export type Answer = {
  status: string;
  description: string;
  mediaTypes: string[];
  /** Codes of failures; what each means stands in a chapter of its own. */
  codes: string[];
  example: unknown;
};
export type OperationView = {
  /** The operation's id, which is also its anchor: both stay when words change. */
  id: string;
  method: string;
  path: string;
  summary: string;
  description: string;
  access: string;
  parameters: (Field & { place: string })[];
  bodies: Body[];
  answers: Answer[];
  samples: CodeSample[];
};
export type Chapter = { tag: string; anchor: string; operations: OperationView[] };
export type Reference = { title: string; version: string; description: string; chapters: Chapter[] };

/**
 * What the reference page and its Markdown show of an OpenAPI document, in the document's order by tag.
 * @param origin scheme and host for the samples
 */
export function referenceOf(document: ApiDocument, origin: string): Reference {
  const schemas = document.components.schemas;
  const chapters = new Map<string, Chapter>();
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, described] of Object.entries(methods)) {
      const tag = described.tags[0] ?? guideText.access.other;
      const chapter = chapters.get(tag) ?? { tag, anchor: `tag-${tag.toLowerCase()}`, operations: [] };
      chapter.operations.push(viewOf(method, path, described, schemas, origin));
      chapters.set(tag, chapter);
    }
  }
  const { title, version, description = "" } = document.info;
  return { title, version, description, chapters: [...chapters.values()] };
}

function viewOf(
  method: string,
  path: string,
  described: Described,
  schemas: Record<string, Schema>,
  origin: string,
): OperationView {
  const parameters = (described.parameters ?? []).map(({ name, in: place, required = false, ...rest }) => ({
    name,
    place,
    required,
    type: shapeOf(rest.schema, schemas),
    description: rest.description ?? "",
  }));
  const bodies = Object.entries(described.requestBody?.content ?? {}).map(
    ([mediaType, { schema = {}, example }]) => ({ mediaType, fields: fieldsOf(schema, schemas), example }),
  );
  const answers = Object.entries(described.responses).map(([status, answer]) => ({
    status,
    description: answer.description,
    mediaTypes: Object.keys(answer.content ?? {}),
    codes: answer["x-error-codes"] ?? [],
    example: Object.values(answer.content ?? {}).find(({ example }) => example !== undefined)?.example,
  }));
  const request = { method: method.toUpperCase(), path, parameters, bodies, answers };
  return {
    ...request,
    id: described.operationId,
    summary: described.summary,
    description: described.description ?? `${described.summary}.`,
    access: accessOf(described["x-access"]),
    samples: codeSamples({ ...request, origin, isPublic: described["x-access"] === "public" }),
  };
}

function accessOf(access: string): string {
  if (access === "public") return guideText.access.anybody;
  if (access === "user") return guideText.access.person;
  return guideText.access.personOrKey(access);
}
