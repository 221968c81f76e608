import { guideText } from "@/lib/text/reference-guide";
import type { Field } from "./fields";
import type { OperationView, Reference } from "./view-model";

const FENCES = { curl: "sh", node: "js", python: "python" } as const;

/** One operation to paste into a document or a model's prompt. */
export function operationMarkdown(operation: OperationView): string {
  const { method, path, summary, description, access, parameters, bodies, answers, samples } = operation;
  return [
    `### ${summary}`,
    `\`${method} ${path}\``,
    description,
    `${guideText.operation.whoMay} ${access}`,
    parameters.length > 0
      ? `${guideText.operation.parameters}:\n\n${parameters.map((one) => line(one, one.place)).join("\n")}`
      : "",
    ...bodies.map(({ mediaType, fields }) =>
      [`${guideText.operation.body(`\`${mediaType}\``)}:`, fields.map((field) => line(field)).join("\n")]
        .join("\n\n")
        .trim(),
    ),
    `${guideText.operation.answers}:\n\n${answers.map(answerLine).join("\n")}`,
    ...answers.flatMap(({ status, example }) =>
      example === undefined
        ? []
        : [`${guideText.operation.exampleOf(status)}:\n\n${fence("json", JSON.stringify(example, null, 2))}`],
    ),
    ...samples.map(({ language, code }) => fence(FENCES[language], code)),
  ]
    .filter(Boolean)
    .join("\n\n");
}

/** The whole reference, chapter by chapter. */
export function referenceMarkdown({ title, version, description, chapters }: Reference): string {
  const parts = chapters.map(({ tag, operations }) =>
    [`## ${tag}`, ...operations.map(operationMarkdown)].join("\n\n"),
  );
  return `${[`# ${title} ${version}`, description, ...parts].filter(Boolean).join("\n\n")}\n`;
}

function line({ name, type, required, description }: Field, place = ""): string {
  const traits = [place, type, required ? guideText.operation.required : ""].filter(Boolean).join(", ");
  return `- \`${name}\` (${traits})${description ? `: ${description}` : ""}`;
}

function answerLine({ status, description, codes }: OperationView["answers"][number]): string {
  return `- ${status}: ${codes.length > 0 ? codes.map((code) => `\`${code}\``).join(", ") : description}`;
}

/** With a fence longer than any in the text. */
function fence(language: string, code: string): string {
  const longest = Math.max(2, ...(code.match(/`+/g) ?? []).map((run) => run.length));
  const marks = "`".repeat(longest + 1);
  return `${marks}${language}\n${code}\n${marks}`;
}
