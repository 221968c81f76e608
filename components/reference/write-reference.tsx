import { Contents } from "./contents";
import { Errors } from "./guides";
import { Operation } from "./operation";
import { toHtml } from "./to-html";
import { type ApiDocument, type Chapter, type Reference, referenceOf } from "./view-model";
import { writtenParts } from "./written-parts";

/** Stands for scheme and host, the one thing in which two readers' pages differ. */
const ORIGIN = "https://origin.invalid";

let reference: Reference | null = null;

type Failure = { code: string; status: number; message: string };

/** The reference's chapters. With the first reader of this process they are written as HTML, for all that come. */
export function writeReference(described: () => { document: ApiDocument; errors: Failure[] }): Reference {
  if (reference) return reference;
  const { document, errors } = described();
  const made = referenceOf(document, ORIGIN);
  const parts = writtenParts();
  parts.set("contents", toHtml(<Contents chapters={made.chapters} />).split(ORIGIN));
  parts.set(
    "chapters",
    toHtml([...made.chapters.map(chapter), <Errors key="errors" errors={errors} />]).split(ORIGIN),
  );
  reference = made;
  return made;
}

const chapter = ({ tag, anchor, operations }: Chapter) => (
  <section key={anchor} id={anchor} data-group aria-labelledby={`${anchor}-title`} className="scroll-mt-4">
    <h2 id={`${anchor}-title`} className="pt-8 pb-4 font-semibold text-xl">
      {tag}
    </h2>
    {operations.map((operation) => (
      <Operation key={operation.id} operation={operation} />
    ))}
  </section>
);
