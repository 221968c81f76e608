import { DomHandler, Parser, type ParserOptions } from "htmlparser2";
import { UnreadableFileError } from "./document.ts";

/** An XML element with prefixes dropped: office programs agree on the names, not always on the prefixes. */
export type Xml = { name: string; attributes: Record<string, string>; children: (Xml | string)[] };

type Node = DomHandler["root"]["children"][number];

const local = (name: string) => name.slice(name.indexOf(":") + 1);

/** Deeper trees are nobody's document: each level costs the parser and the walkers time and stack. */
const MAX_DEPTH = 1_000;

/** Counts open elements for readers that build no tree. @throws UnreadableFileError when they are too many */
export function depthGuard() {
  let depth = 0;
  return {
    open() {
      if (++depth > MAX_DEPTH) throw tooDeep();
    },
    close() {
      depth--;
    },
  };
}

const tooDeep = () =>
  new UnreadableFileError(
    `The document is nested more than ${MAX_DEPTH} levels deep, which is not read. Save it again in its program.`,
  );

class BoundedHandler extends DomHandler {
  override onopentag(name: string, attributes: Record<string, string>): void {
    super.onopentag(name, attributes);
    if (this.tagStack.length > MAX_DEPTH) {
      throw tooDeep();
    }
  }
}

/** The tree of an HTML or XML text. @throws UnreadableFileError when it is nested too deep */
export function parseTree(source: string, options: ParserOptions = {}): BoundedHandler["root"] {
  const handler = new BoundedHandler(undefined, options);
  new Parser(handler, options).end(source);
  return handler.root;
}

/** Parses XML without ever resolving entities of its own or anything outside. */
export function parseXml(source: string): Xml {
  const convert = (nodes: Node[], out: (Xml | string)[]): (Xml | string)[] => {
    for (const node of nodes) {
      if (node.type === "text" && "data" in node) out.push(node.data);
      else if ("attribs" in node) {
        const attributes: Record<string, string> = {};
        for (const [key, value] of Object.entries(node.attribs)) attributes[local(key)] = value;
        out.push({ name: local(node.name), attributes, children: convert(node.children, []) });
      } else if ("children" in node) convert(node.children as Node[], out);
    }
    return out;
  };
  const document = parseTree(source, { xmlMode: true, decodeEntities: true });
  return { name: "", attributes: {}, children: convert(document.children, []) };
}

export function elements(parent: Xml): Xml[] {
  return parent.children.filter((child): child is Xml => typeof child !== "string");
}

/** First element of that name, in document order, at any depth. */
export function first(parent: Xml, name: string): Xml | null {
  for (const child of elements(parent)) {
    if (child.name === name) return child;
    const inner = first(child, name);
    if (inner) return inner;
  }
  return null;
}

/** Elements of that name at any depth; those inside a match, or inside an element to be left out, are not looked for. */
export function all(parent: Xml, name: string, except?: string, found: Xml[] = []): Xml[] {
  for (const child of elements(parent)) {
    if (child.name === name) found.push(child);
    else if (child.name !== except) all(child, name, except, found);
  }
  return found;
}

/** `Target`s of a relationships part by id, as paths from the archive's root. */
export function relationships(source: string | null, folder: string): Map<string, string> {
  const map = new Map<string, string>();
  if (!source) return map;
  for (const relation of all(parseXml(source), "Relationship")) {
    const { Id, Target } = relation.attributes;
    if (Id && Target && relation.attributes.TargetMode !== "External")
      map.set(Id, resolvePath(folder, Target));
  }
  return map;
}

/** A path inside an archive, relative to a folder; `..` never leaves the root. */
export function resolvePath(folder: string, target: string): string {
  const parts = target.startsWith("/") ? [] : folder.split("/").filter(Boolean);
  for (const part of target.split("/")) {
    if (part === "..") parts.pop();
    else if (part && part !== ".") parts.push(part);
  }
  return parts.join("/");
}
