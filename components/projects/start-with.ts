import { runCommand } from "@/components/shell/commands";

let wanted: string | null = null;

/** Opens the dialog for a new project with a starting point already chosen. */
export function startWith(id: string): void {
  wanted = id;
  runCommand("create-project");
}

/** What {@link startWith} asked for; asked once. */
export function takeStartingPoint(): string | null {
  const id = wanted;
  wanted = null;
  return id;
}
