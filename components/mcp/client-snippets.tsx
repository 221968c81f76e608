"use client";

import { CodeTabs } from "@/components/keys/code-tabs";
import { mcpText } from "@/lib/text/mcp";
import { snippets } from "./snippets";

export function ClientSnippets({ url, name }: { url: string; name: string }) {
  const list = snippets(url, name, "YOUR_KEY");
  return <CodeTabs list={list} label={mcpText.client} sample={mcpText.sample} copy={mcpText.copy} />;
}
