import { mcpText } from "@/lib/text/mcp";

export type Snippet = { id: string; label: string; where: string; code: string };

/** A variable that the client fills, not we. */
const filledIn = (variable: string) => `\${${variable}}`;
const json = (value: unknown) => JSON.stringify(value, null, 2);

/** How well-known clients are told of a server, by their own documentation. `name`: letters, digits and hyphens. */
export function snippets(url: string, name: string, secret: string): Snippet[] {
  const headers = { Authorization: `Bearer ${secret}` };
  return [
    {
      id: "claude-desktop",
      label: "Claude Desktop",
      where: mcpText.into("claude_desktop_config.json"),
      // It starts programs, and knows servers at an address by OAuth alone: mcp-remote stands between.
      code: json({
        mcpServers: {
          [name]: {
            command: "npx",
            args: ["-y", "mcp-remote", url, "--header", `Authorization:${filledIn("KEY")}`],
            env: { KEY: `Bearer ${secret}` },
          },
        },
      }),
    },
    {
      id: "claude-code",
      label: "Claude Code",
      where: mcpText.inShell,
      code: `claude mcp add --transport http ${name} ${url} \\\n  --header "Authorization: Bearer ${secret}"`,
    },
    {
      id: "cursor",
      label: "Cursor",
      where: mcpText.into(".cursor/mcp.json"),
      code: json({ mcpServers: { [name]: { url, headers } } }),
    },
    {
      id: "vscode",
      label: "VS Code",
      where: mcpText.into(".vscode/mcp.json"),
      code: json({
        inputs: [{ type: "promptString", id: "key", description: mcpText.keyAsked, password: true }],
        servers: {
          [name]: { type: "http", url, headers: { Authorization: `Bearer ${filledIn("input:key")}` } },
        },
      }),
    },
    {
      id: "other",
      label: mcpText.other,
      where: mcpText.inShell,
      code: `npx @modelcontextprotocol/inspector --cli ${url} \\\n  --transport http --header "Authorization: Bearer ${secret}" \\\n  --method tools/list`,
    },
  ];
}
