import {
  type CallExpression,
  type Expression,
  type JSXAttribute,
  type JSXChild,
  type JSXExpression,
  type ObjectProperty,
  parseSync,
  Visitor,
} from "oxc-parser";
import { expect, it } from "vitest";
import { code, text } from "../support/imports";

/** What no language would say otherwise: keys of a keyboard, addresses, names that are typed. */
const NAMES = new Set([
  "K",
  "Ctrl",
  "https://",
  "https://www.example.com",
  "/chat/",
  "OPENAI_API_KEY",
  "OPENAI_BASE_URL",
  ".env.local",
  "{{name}}",
  "{{name=default}}",
  "webhook-id:",
  "text",
  "v",
  "promptfoo",
  "openai",
  "TOKEN",
  // Programs and what they speak.
  "MCP",
  "curl",
  "Node",
  "Python",
  "Claude Desktop",
  "Claude Code",
  "Cursor",
  "VS Code",
]);
const SAID =
  /^(aria-label|aria-description|aria-roledescription|data-tip|placeholder|title|alt|label|hint|description)$/;

type Found = { words: string; start: number };
/** Names of styles go by the same keys. */
const isStyle = (words: string) => /^text-[a-z-]+$/.test(words);
const hasWords = ({ words }: Found) =>
  /\p{L}/u.test(words) && !NAMES.has(words.trim()) && !isStyle(words.trim());

/** The words that an expression may come to; not those that it only compares with. */
function wordsOf(node: Expression | JSXExpression): Found[] {
  switch (node.type) {
    case "Literal":
      return typeof node.value === "string" ? [{ words: node.value, start: node.start }] : [];
    case "TemplateLiteral":
      return node.quasis.map(({ value }) => ({ words: value.cooked ?? "", start: node.start }));
    case "ConditionalExpression":
      return [...wordsOf(node.consequent), ...wordsOf(node.alternate)];
    case "LogicalExpression":
      return [...wordsOf(node.left), ...wordsOf(node.right)];
    case "ParenthesizedExpression":
      return wordsOf(node.expression);
    default:
      return [];
  }
}

function attributeWords({ name, value }: JSXAttribute): Found[] {
  if (name.type !== "JSXIdentifier" || !SAID.test(name.name) || !value) return [];
  if (value.type === "Literal") return [{ words: value.value, start: value.start }];
  return value.type === "JSXExpressionContainer" ? wordsOf(value.expression) : [];
}

const childWords = (child: JSXChild): Found[] =>
  child.type === "JSXExpressionContainer" ? wordsOf(child.expression) : [];

/** What `toast.error("…")` and its like say. */
function toastWords({ callee, arguments: [said] }: CallExpression): Found[] {
  const isToast =
    callee.type === "MemberExpression" &&
    callee.object.type === "Identifier" &&
    callee.object.name === "toast";
  return isToast && said && said.type !== "SpreadElement" ? wordsOf(said) : [];
}

/** What an entry of a list says of itself: `{ value: "grid", label: "Cards" }`. */
function propertyWords({ key, value }: ObjectProperty): Found[] {
  return key.type === "Identifier" && SAID.test(key.name) ? wordsOf(value) : [];
}

/** Words that stand in a component, as `file:line: words`. */
function wordsIn(file: string): string[] {
  const source = text(file);
  const found: Found[] = [];
  new Visitor({
    JSXText: ({ value, start }) => void found.push({ words: value, start }),
    JSXAttribute: (attribute) => void found.push(...attributeWords(attribute)),
    JSXElement: ({ children }) => void found.push(...children.flatMap(childWords)),
    JSXFragment: ({ children }) => void found.push(...children.flatMap(childWords)),
    CallExpression: (call) => void found.push(...toastWords(call)),
    ObjectExpression: ({ properties }) =>
      void found.push(...properties.flatMap((one) => (one.type === "Property" ? propertyWords(one) : []))),
  }).visit(parseSync(file, source).program);
  return found
    .filter(hasWords)
    .map(({ words, start }) => `${file}:${source.slice(0, start).split("\n").length}: ${words.trim()}`);
}

it("the words of the interface stand in lib/text, not in components", () => {
  const components = code.filter((file) => /^(app|components)\/.*\.tsx?$/.test(file));
  expect(components.flatMap(wordsIn)).toEqual([]);
});
