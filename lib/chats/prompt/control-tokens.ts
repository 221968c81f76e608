/**
 * Marks by which the templates of open models tell who speaks: written in a file or a message they would end the
 * user's turn and begin another's. Each keeps its look but for its first sign.
 */
const MARKS =
  /<(?=[|｜])|<(?=\/?(?:start_of_turn|end_of_turn|start_of_image|begin_of_text|end_of_text|bos|eos|unk|pad|mask|sys|tool_call|tool_response|think)>)|<(?=<\/?SYS>>)|\[(?=\/?(?:INST|SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS|TOOL_CONTENT|IMG|gMASK|sMASK|MODEL_SETTINGS)\])/gi;
/** Ends of a sequence in some templates, and a tag in HTML: only in what nobody will get back as code. */
const SEQUENCE = /<(?=\/?s>)/gi;

const SAFE: Record<string, string> = { "<": "‹", "[": "［" };

/** A person's text without marks of chat templates. Linear. */
export function defuseMarks(text: string): string {
  return text.replace(MARKS, (sign) => SAFE[sign] ?? sign);
}

/** A quotation without them. Linear. */
export function defuseQuotation(text: string): string {
  return defuseMarks(text).replace(SEQUENCE, "‹");
}
