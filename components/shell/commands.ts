/** What can be opened from anywhere: by a shortcut, a button of the shell or the palette itself. */
export type ShellCommand =
  | "palette"
  | "shortcuts"
  | "create-project"
  | "drawer"
  | "toggle-sidebar"
  | ChatCommand;
/** What the open chat's header does. */
export type ChatCommand = "rename-chat" | "share-chat" | "move-chat";

type Listener = (command: ShellCommand) => void;
const listeners = new Set<Listener>();

export function runCommand(command: ShellCommand): void {
  for (const listener of listeners) listener(command);
}
export function onCommand(listener: Listener): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}
