import { Fragment, type ReactElement, type ReactNode } from "react";

const NAMES: Record<string, string> = { className: "class", tabIndex: "tabindex" };
const ESCAPED: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

export const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (sign) => ESCAPED[sign] ?? sign);

/**
 * Elements as HTML, for what a page shows and React need not know in the browser: tags and functions of their props,
 * without hooks, handlers and styles. (React's own renderer can't be had where server components run.)
 * @throws for anything else, such as a component of the browser's
 */
export function toHtml(node: ReactNode): string {
  if (node === null || node === undefined || typeof node === "boolean") return "";
  if (typeof node === "string" || typeof node === "number") return escapeHtml(String(node));
  if (Array.isArray(node)) return node.map(toHtml).join("");
  const { type, props } = node as ReactElement<{ children?: ReactNode }>;
  if (type === Fragment) return toHtml(props.children);
  if (typeof type === "function") return toHtml((type as (props: object) => ReactNode)(props));
  if (typeof type !== "string") throw new Error("Not an element that can be written as HTML.");
  const { children, ...attributes } = props;
  return `<${type}${Object.entries(attributes).map(attribute).join("")}>${toHtml(children)}</${type}>`;
}

function attribute([name, value]: [string, unknown]): string {
  if (value === undefined || value === null || (value === false && !name.startsWith("aria-"))) return "";
  const written = NAMES[name] ?? name;
  if (value === true && !/^(aria|data)-/.test(name)) return ` ${written}`;
  if (typeof value === "object" || typeof value === "function") throw new Error(`${name} is no attribute.`);
  return ` ${written}="${escapeHtml(String(value))}"`;
}
