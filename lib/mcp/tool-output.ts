/** What a tool says twice: for programs, and as text for clients that read nothing else. */
export type ToolOutput = { structured: Record<string, unknown>; text: string };
