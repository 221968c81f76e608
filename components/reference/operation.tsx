import { buttonClass } from "@/components/ui/button";
import { tryText } from "@/lib/text/reference";
import { guideText } from "@/lib/text/reference-guide";
import { cn } from "@/lib/utils";
import { CodeBlock } from "./code-block";
import type { Field } from "./fields";
import type { Answer, OperationView } from "./view-model";
import { Words } from "./words";

/** Of what the page has hundreds, the look is said by the list. */
const LIST =
  "flex flex-col divide-y divide-line border-line border-y *:py-1.5 [&_:is(a,li>code)]:break-all [&_:is(a,li>code)]:font-mono [&_:is(a,li>code)]:text-sm [&_a]:underline";
const METHODS: Record<string, string> = {
  GET: "bg-accent-soft text-accent-text",
  POST: "bg-success-soft text-success-text",
  PUT: "bg-warning-soft text-warning-text",
  PATCH: "bg-warning-soft text-warning-text",
  DELETE: "bg-danger-soft text-danger-text",
};

/** One operation: who may, what goes in, what comes out, and a request in three languages. */
export function Operation({ operation }: { operation: OperationView }) {
  const { id, method, path, summary, description, access, parameters, bodies, answers, samples } = operation;
  return (
    <article
      id={id}
      data-operation
      aria-labelledby={`${id}-title`}
      className="flex scroll-mt-4 flex-col gap-4 border-line border-t py-8"
    >
      <header className="flex flex-col gap-2">
        <h3 id={`${id}-title`} className="font-semibold text-lg">
          <a href={`#${id}`} className="hover:underline">
            {summary}
          </a>
        </h3>
        <p className="flex flex-wrap items-center gap-2 font-mono text-sm" dir="ltr">
          <span className={cn("rounded-md px-1.5 py-0.5 font-semibold text-xs", METHODS[method])}>
            {method}
          </span>
          <span className="break-all">{path}</span>
        </p>
      </header>
      <Words>{description}</Words>
      <p className="text-fg-muted">
        <strong className="font-medium text-fg">{guideText.operation.whoMay}</strong> {access}
      </p>
      <div className="grid min-w-0 gap-6 xl:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-5">
          <Fields
            title={guideText.operation.parameters}
            fields={parameters.map((one) => ({ ...one, type: `${one.place}, ${one.type}` }))}
          />
          {bodies.map(({ mediaType, fields }) => (
            <Fields key={mediaType} title={guideText.operation.body(mediaType)} fields={fields} />
          ))}
          <Answers answers={answers} />
        </div>
        <div className="flex min-w-0 flex-col gap-2">
          {samples.map(({ language, label, code }) => (
            <details key={language} name={`${id}-sample`} open={language === "curl"}>
              <summary>{label}</summary>
              <CodeBlock code={code} label={guideText.operation.copySample(summary, label)} />
            </details>
          ))}
          {answers.map(({ status, example }) =>
            example === undefined ? null : (
              <details key={status}>
                <summary>
                  {guideText.operation.answer} {status}
                  {guideText.operation.example}
                </summary>
                <CodeBlock
                  code={JSON.stringify(example, null, 2)}
                  label={guideText.operation.copyAnswer(summary, status)}
                />
              </details>
            ),
          )}
          <p className="flex flex-wrap items-center gap-4">
            <button
              type="button"
              data-try={id}
              className={cn(buttonClass({ size: "sm" }), "noscript:hidden")}
            >
              {tryText.button}
              <span className="sr-only">: {summary}</span>
            </button>
            <a
              href={`/api/reference.md?operation=${id}`}
              data-markdown
              className="text-accent-text underline underline-offset-4"
            >
              {guideText.operation.copyMarkdown}
              <span className="sr-only">: {summary}</span>
            </a>
          </p>
        </div>
      </div>
    </article>
  );
}

function Fields({ title, fields }: { title: string; fields: Field[] }) {
  if (fields.length === 0) return null;
  return (
    <div className="flex flex-col gap-1">
      <h4 className="font-medium">{title}</h4>
      <ul className={LIST}>
        {fields.map(({ name, type, required, description }) => (
          <li key={name}>
            <code>{name}</code> <span className="break-words text-fg-subtle text-sm">{type}</span>
            {required ? (
              <span className="text-danger-text text-xs"> {guideText.operation.required}</span>
            ) : null}
            {description ? <p className="text-fg-muted">{description}</p> : null}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Answers({ answers }: { answers: Answer[] }) {
  return (
    <div className="flex flex-col gap-1">
      <h4 className="font-medium">{guideText.operation.answers}</h4>
      <ul className={cn(LIST, "*:flex *:gap-x-2")}>
        {answers.map(({ status, description, mediaTypes, codes }) => (
          <li key={status} className={codes.length > 0 ? "flex-wrap" : undefined}>
            <code>{status}</code>
            {codes.length > 0 ? (
              codes.map((code) => (
                <a key={code} href={`#error-${code}`}>
                  {code}
                </a>
              ))
            ) : (
              <Words className="min-w-0 break-words text-fg-muted">
                {mediaTypes.length > 0 ? `${description} (${mediaTypes.join(", ")})` : description}
              </Words>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
