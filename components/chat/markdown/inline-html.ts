import type { Nodes, Parent, PhrasingContent } from "mdast";

interface Shifted extends Parent {
  type: "shifted";
  tag: "sub" | "sup";
  children: PhrasingContent[];
}
declare module "mdast" {
  interface PhrasingContentMap {
    shifted: Shifted;
  }
  interface RootContentMap {
    shifted: Shifted;
  }
}

const TAG = /^<(\/?)(br|sub|sup)\s*\/?>$/i;

/**
 * The three tags that Markdown has no sign for and models write all the same, in place: `<br>` breaks the line, `<sub>`
 * and `<sup>` shift what is between them. Every other tag stays the text it is.
 */
export function readInlineHtml(node: Nodes): void {
  if (!("children" in node)) return;
  for (const child of node.children) readInlineHtml(child);
  if (!node.children.some((child) => child.type === "html" && TAG.test(child.value))) return;
  node.children = shifted(node.children as PhrasingContent[]) as typeof node.children;
}

function shifted(children: PhrasingContent[]): PhrasingContent[] {
  const out: PhrasingContent[] = [];
  /** Which tag is open, and where it stands in `out`; they do not nest. */
  let open = "";
  let at = 0;
  for (const child of children) {
    const [, slash, name = ""] = (child.type === "html" && TAG.exec(child.value)) || [];
    const tag = name.toLowerCase();
    if (tag === "br") out.push({ type: "break" });
    else if (tag !== "" && slash && open === tag) {
      const inner = out.splice(at).slice(1);
      out.push({ type: "shifted", tag: tag === "sub" ? "sub" : "sup", children: inner });
      open = "";
    } else {
      if (tag !== "" && !slash) [open, at] = [tag, out.length];
      out.push(child);
    }
  }
  return out;
}
