import { z } from "zod";

const KINDS: Record<string, string> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
};
const UNITS: Record<string, string> = { string: " characters", array: " entries" };

/** What is wrong with a field, for a person, where its schema has no words of its own. */
function sentenceOf(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case "invalid_type": {
      if (issue.input === undefined) return "This is required";
      const kind = KINDS[issue.expected];
      return kind && `This must be ${kind}`;
    }
    case "too_small": {
      const unit = UNITS[issue.origin] ?? "";
      if (unit && Number(issue.minimum) === 1) return "This must not be empty";
      return `This must be ${issue.inclusive === false ? "more than" : "at least"} ${issue.minimum}${unit}`;
    }
    case "too_big":
      return `This must be ${issue.inclusive === false ? "less than" : "at most"} ${issue.maximum}${UNITS[issue.origin] ?? ""}`;
    case "invalid_value":
      return issue.values.length === 1
        ? `This must be ${String(issue.values[0])}`
        : `This must be one of ${issue.values.map(String).join(", ")}`;
    default:
      return undefined;
  }
}

z.config({ customError: sentenceOf });
