import type { GenerationParameters } from "@/lib/ai";
import type { ResponseInput } from "./schema";

/** The same things under the names that chat completions have for them. */
export function parametersOf(input: ResponseInput): GenerationParameters {
  const { tools, tool_choice: choice, text, reasoning, top_p, parallel_tool_calls: parallel } = input;
  const format = text?.format;
  const defined = <T>(name: string, value: T | null | undefined) => (value == null ? {} : { [name]: value });
  const withTools = tools && tools.length > 0;
  return {
    ...defined("top_p", top_p),
    ...defined("reasoning_effort", reasoning?.effort),
    ...defined("verbosity", text?.verbosity),
    ...(format?.type === "json_object" ? { response_format: { type: "json_object" } } : {}),
    ...(format?.type === "json_schema"
      ? { response_format: { type: "json_schema", json_schema: withoutType(format) } }
      : {}),
    ...(withTools
      ? {
          tools: tools.map((tool) => ({ type: "function", function: withoutType(tool) })),
          ...(choice
            ? {
                tool_choice:
                  typeof choice === "string" ? choice : { type: "function", function: { name: choice.name } },
              }
            : {}),
          ...defined("parallel_tool_calls", parallel),
        }
      : {}),
  };
}

const withoutType = ({ type: _type, ...rest }: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null && value !== undefined));
