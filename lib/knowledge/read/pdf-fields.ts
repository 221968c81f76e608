import { oneLine } from "./document.ts";
import type { Row } from "./pdf-rows.ts";

/** What pdf.js gives for an annotation, as far as it is read here. */
type Annotation = {
  subtype?: string;
  fieldType?: string;
  fieldName?: string;
  fieldValue?: unknown;
  alternativeText?: string;
  buttonValue?: unknown;
  checkBox?: boolean;
  radioButton?: boolean;
  pushButton?: boolean;
  password?: boolean;
  options?: { exportValue?: string; displayValue?: string }[];
  rect?: number[];
  contentsObj?: { str?: string };
  textContent?: string[];
};

/** Links point elsewhere, pop-ups repeat the note that they belong to. */
const SILENT = new Set(["Link", "Popup", "Widget"]);

/**
 * Values of form fields into the rows that they stand in, so that they are read behind their labels, and those without
 * such a row behind all. Notes and other remarks are returned.
 */
export function addAnnotations(rows: Row[], annotations: unknown[]): string[] {
  const remarks: string[] = [];
  for (const annotation of annotations as Annotation[]) {
    if (annotation.subtype === "Widget") addField(rows, annotation);
    else if (!SILENT.has(annotation.subtype ?? "")) {
      const text = oneLine(annotation.contentsObj?.str || (annotation.textContent ?? []).join(" "));
      if (text) remarks.push(text);
    }
  }
  return remarks;
}

function addField(rows: Row[], field: Annotation): void {
  const text = oneLine(shownValue(field));
  const [x = 0, bottom = 0, right = 0, upper = 0] = field.rect ?? [];
  if (!text) return;
  const run = { text: ` ${text}`, x, end: right, y: bottom, height: 10, rightToLeft: false };
  const row = rows.find(
    (entry) =>
      entry.y >= bottom - entry.height * 0.6 && entry.y <= upper && upper - bottom < entry.height * 4,
  );
  if (row) {
    run.height = row.height;
    row.runs.push(run);
    row.runs.sort((a, b) => a.x - b.x);
  } else {
    const name = oneLine(field.alternativeText || field.fieldName || "");
    // A field below its label, or without one: its name may say what it is.
    run.text = name && /\s|\p{L}{4}/u.test(name) ? `${name}: ${text}` : text;
    rows.push({ y: bottom, height: run.height, runs: [run] });
  }
}

function shownValue(field: Annotation): string {
  const { fieldValue: value } = field;
  if (field.pushButton || field.password) return "";
  if (field.checkBox || field.radioButton) {
    const chosen = field.radioButton ? field.buttonValue : value;
    if (!value || value === "Off" || (field.radioButton && chosen !== value)) return "";
    return `[x] ${field.alternativeText || (typeof chosen === "string" && chosen !== "Yes" && chosen !== "On" ? chosen : (field.fieldName ?? ""))}`;
  }
  const values = (Array.isArray(value) ? value : [value]).filter((entry) => typeof entry === "string");
  return values
    .map((entry) => field.options?.find((option) => option.exportValue === entry)?.displayValue ?? entry)
    .join(", ");
}
