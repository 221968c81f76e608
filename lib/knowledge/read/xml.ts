import { parseDocument } from "htmlparser2";

/** An XML element with prefixes dropped: office programs agree on the names, not always on the prefixes. */
export type Xml = { name: string; attributes: Record<string, string>; children: (Xml | string)[] };

type Node = ReturnType<typeof parseDocument>["children"][number];

const local = (name: string) => name.slice(name.indexOf(":") + 1);

/** Parses XML without ever resolving entities of its own or anything outside. */
export function parseXml(source: string): Xml {
  const convert = (nodes: Node[]): (Xml | string)[] => {
    const out: (Xml | string)[] = [];
    for (const node of nodes) {
      if (node.type === "text" && "data" in node) out.push(node.data);
      else if ("attribs" in node) {
        const attributes: Record<string, string> = {};
        for (const [key, value] of Object.entries(node.attribs)) attributes[local(key)] = value;
        out.push({ name: local(node.name), attributes, children: convert(node.children) });
      } else if ("children" in node) out.push(...convert(node.children as Node[]));
    }
    return out;
  };
  const document = parseDocument(source, { xmlMode: true, decodeEntities: true });
  return { name: "", attributes: {}, children: convert(document.children) };
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

/** Elements of that name at any depth; those inside a match are not looked for. */
export function all(parent: Xml, name: string): Xml[] {
  return elements(parent).flatMap((child) => (child.name === name ? [child] : all(child, name)));
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
