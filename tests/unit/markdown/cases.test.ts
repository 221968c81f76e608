import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { Markdown } from "@/components/chat/markdown/markdown";

const html = (text: string, growing: boolean) =>
  renderToStaticMarkup(
    createElement(Markdown, {
      text,
      growing,
      mark: (number) => createElement("a", { href: `#${number}` }, number),
    }),
  ).replace(/ (?:class|style|key)="[^"]*"/g, "");
const plain = (markup: string) =>
  markup
    .replace(/<[^>]+>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"');

const INNER = "Intro\n\n```markdown\n# Title\n\n```js\nconst a = 1;\n```\n\nEnd\n```\n\nAfter it.\n";

// What has ended in the text looks the same live as in the end.
describe.each([
  ["live", true],
  ["final and shared", false],
])("%s", (_, growing) => {
  const read = (text: string) => html(`${text}\n\nNext paragraph, which ends`, growing);

  it("strikes what two tildes say, and no range", () => {
    expect(plain(read("2~3天，最多5~7天"))).toContain("2~3天，最多5~7天");
    expect(read("2~3天，最多5~7天")).not.toContain("<del>");
    expect(read("~~gone~~")).toContain("<del>gone</del>");
  });

  it("emphasises between characters that have no spaces", () => {
    expect(read("含**「重点」**内容")).toContain("含<strong>「重点」</strong>内容");
    expect(read("これは**「強調」**です。")).toContain("<strong>「強調」</strong>です");
    expect(read("**请注意：**这里")).toContain("<strong>请注意：</strong>这里");
    expect(read("snake_case_name 2*3*4")).not.toMatch(/<em>case/);
  });

  it("breaks lines and shifts in tables and elsewhere; other tags are text", () => {
    const table = read("| a | b |\n|---|---|\n| x<br>y | H<sub>2</sub>O m<SUP>2</SUP><br/>z |");
    expect(table).toMatch(/x<br\/>y/);
    expect(table).toContain("H<sub>2</sub>O m<sup>2</sup><br/>z");
    expect(read("a<b>c</b><script>x</script><sub>open")).not.toMatch(/<b>|<script>|<sub>/);
    expect(plain(read("a<b>c</b><sub>open"))).toContain("a<b>c</b><sub>open");
  });

  it("keeps a Markdown listing in one piece, whatever listings it holds", () => {
    const out = read(INNER);
    expect(out.match(/<pre/g)).toHaveLength(1);
    expect(plain(out)).toContain("```js");
    expect(plain(out)).toMatch(/End[\s\S]*After it\./);
    expect(read("````markdown\n```js\n1\n```\n````\n").match(/<pre/g)).toHaveLength(1);
    expect(read("```js\n1\n```\n\n```py\n2\n```\n").match(/<pre/g)).toHaveLength(2);
    expect(read(INNER)).not.toContain("\uE005");
  });

  it("takes no variable of a shell for a formula", () => {
    for (const text of [
      "echo $PATH and $HOME",
      "echo $PATH:$HOME",
      "cp $A/$B $C",
      "a$x$b",
      "US$5 and AU$6",
    ]) {
      expect(plain(read(text))).toContain(text);
    }
    expect(read("so $x^2$, then")).not.toContain("$x^2$");
  });

  it("takes an index for no source", () => {
    expect(read("arr[1] is next, a[1][2] and f()[3]")).not.toContain("href");
    expect(read("so it is [1][2].")).toContain('<a href="#1">1</a><a href="#2">2</a>.');
    expect(read("三年[1]。")).toContain('<a href="#1">');
  });

  it("lays tables out in the direction of their text", () => {
    const out = read("| الاسم | العمر |\n|---|---|\n| سارة | 30 |");
    expect(out).toMatch(/<table dir="rtl"/);
  });
});

it("keeps the listing in one piece with every character that comes", () => {
  for (let end = INNER.indexOf("markdown") + 9; end <= INNER.indexOf("\n\nAfter") - 1; end++) {
    const out = html(INNER.slice(0, end), true);
    expect(out.match(/<pre/g), JSON.stringify(INNER.slice(0, end))).toHaveLength(1);
    expect(out).not.toContain("\uE005");
  }
});
