/** Holds real answers against the API's own document. */
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { openapiDocument } from "@/lib/openapi/document";

type Described = { content?: Record<string, { schema?: object }> };

const document = JSON.parse(JSON.stringify(openapiDocument("test"))) as {
  paths: Record<string, Record<string, { responses: Record<string, Described> }>>;
  components: object;
};

const ajv = new Ajv2020({ strict: false, allErrors: true });
(addFormats as unknown as (ajv: Ajv2020) => void)(ajv);
ajv.addSchema({ $id: "document", components: document.components });

const templates = Object.keys(document.paths).map((path) => ({
  path,
  pattern: new RegExp(`^${path.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{\w+\}/g, "[^/]+")}$`),
}));

/**
 * Why an answer is not what the document promises, or null. Methods a path does not have (405) and paths that the
 * document does not list (next-auth's, the 404 for everything else) promise nothing but the failure's shape.
 */
export function undocumented(
  method: string,
  pathname: string,
  answer: { status: number; mediaType: string; body: unknown },
): string | null {
  const path = templates.find(({ pattern }) => pattern.test(pathname))?.path;
  const operation = path ? document.paths[path]?.[method.toLowerCase()] : undefined;
  if (!operation) return null;
  const described = operation.responses[answer.status];
  const name = `${method} ${path} → ${answer.status}`;
  if (!described) return `${name}: this status is not documented`;
  if (!described.content) return answer.body ? `${name}: no body is documented` : null;
  const media = described.content[answer.mediaType] ?? described.content["*/*"];
  if (!media) return `${name}: ${answer.mediaType} is not documented`;
  if (!media.schema || answer.mediaType !== "application/json") return null;
  const validate = validatorOf(media.schema);
  if (validate(answer.body)) return null;
  return `${name}: ${ajv.errorsText(validate.errors, { dataVar: "body" })}`;
}

const validators = new Map<string, ValidateFunction>();

/** Compiled once: it takes as long as many an answer, and failures all have the one shape. */
function validatorOf(schema: object): ValidateFunction {
  const text = JSON.stringify(schema).replaceAll('"#/components/', '"document#/components/');
  const validate = validators.get(text) ?? ajv.compile(JSON.parse(text) as object);
  validators.set(text, validate);
  return validate;
}
