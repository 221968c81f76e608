"use client";

import { Command } from "cmdk";
import { Search } from "lucide-react";
import { useEffect, useState } from "react";
import { ProjectTile } from "@/components/projects/project-tile";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Spinner } from "@/components/ui/spinner";
import { toast } from "@/components/ui/toast";
import { api, messageOf } from "@/lib/client/api";
import { publish } from "@/lib/client/live";
import type { Chat } from "@/lib/schemas";
import { moveChatText } from "@/lib/text/move-chat";
import { chatPath } from "./chat-marks";
import type { ShellProject } from "./store";

/** Which project a chat goes to. */
export default function MoveChat({
  chat,
  onClose,
  onMoved,
}: {
  chat: Chat;
  onClose: () => void;
  /** Where it is now. */
  onMoved: (path: string) => void;
}) {
  const [query, setQuery] = useState("");
  const [projects, setProjects] = useState<ShellProject[] | null>(null);
  const [moving, setMoving] = useState(false);
  useEffect(() => {
    const left = new AbortController();
    const wanted = query.trim();
    const path = `/api/projects?limit=50${wanted ? `&q=${encodeURIComponent(wanted)}` : ""}`;
    const timer = setTimeout(
      () =>
        api<{ projects: ShellProject[] }>(path, { signal: left.signal })
          .then((found) => setProjects(found.projects.filter(({ id }) => id !== chat.projectId)))
          .catch((error) => left.signal.aborted || toast.error(messageOf(error))),
      wanted ? 150 : 0,
    );
    return () => {
      clearTimeout(timer);
      left.abort();
    };
  }, [query, chat.projectId]);

  async function move(project: ShellProject): Promise<void> {
    if (moving) return;
    setMoving(true);
    try {
      const { chat: moved } = await api<{ chat: Chat }>(`/api/chats/${chat.id}/move`, {
        body: { projectId: project.id },
      });
      publish({ type: "chat-removed", projectId: chat.projectId, chatId: chat.id });
      publish({ type: "chat", chat: moved });
      onClose();
      toast.success(moveChatText.moved(project.name));
      onMoved(chatPath(moved));
    } catch (error) {
      toast.error(messageOf(error));
      setMoving(false);
    }
  }

  return (
    <Dialog open onOpenChange={(open) => open || onClose()}>
      <DialogContent title={moveChatText.title} description={moveChatText.description}>
        <Command shouldFilter={false} label={moveChatText.project} className="flex min-h-0 flex-col gap-2">
          <div className="flex items-center gap-2 border-line border-b pb-2">
            <Search className="size-4 shrink-0 text-fg-subtle" aria-hidden="true" />
            <Command.Input
              value={query}
              onValueChange={setQuery}
              placeholder={moveChatText.search}
              className="h-control w-full bg-transparent text-field outline-none"
            />
            {projects === null || moving ? (
              <Spinner label={moveChatText.loading} className="animate-late text-fg-subtle" />
            ) : null}
          </div>
          <Command.List className="max-h-72 min-h-40 overflow-y-auto">
            {(projects ?? []).map((project) => (
              <Command.Item
                key={project.id}
                value={project.id}
                disabled={moving}
                onSelect={() => void move(project)}
                className="flex min-h-9 cursor-default items-center gap-3 rounded-sm px-2 py-1.5 data-[selected=true]:bg-hover touch:min-h-11"
              >
                <ProjectTile project={project} size="xs" />
                <span className="truncate" dir="auto">
                  {project.name}
                </span>
              </Command.Item>
            ))}
            {projects?.length === 0 ? (
              <p className="px-2 py-6 text-center text-fg-muted">{moveChatText.none}</p>
            ) : null}
          </Command.List>
        </Command>
      </DialogContent>
    </Dialog>
  );
}
