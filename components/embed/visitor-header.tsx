import { History, SquarePen, X } from "lucide-react";
import type { ReactNode } from "react";
import { visitText as text } from "@/lib/text/embed";
import { paintOf } from "./colours";

/** The assistant's name, and what can be done. Without the callbacks it only looks. */
export function VisitorHeader({
  title,
  colour,
  heading: Heading = "h1",
  onChats,
  onNew,
  onClose,
}: {
  title: string;
  colour: string;
  heading?: "h1" | "p";
  onChats?: (() => void) | undefined;
  onNew?: (() => void) | undefined;
  onClose?: (() => void) | undefined;
}) {
  return (
    <header style={paintOf(colour)} className="flex items-center gap-1 px-4 py-2">
      <Heading dir="auto" className="min-w-0 flex-1 truncate font-medium text-base">
        {title}
      </Heading>
      <HeaderButton label={text.chats} onClick={onChats}>
        <History className="size-4" aria-hidden="true" />
      </HeaderButton>
      <HeaderButton label={text.newChat} onClick={onNew}>
        <SquarePen className="size-4" aria-hidden="true" />
      </HeaderButton>
      <HeaderButton label={text.close} onClick={onClose}>
        <X className="size-4" aria-hidden="true" />
      </HeaderButton>
    </header>
  );
}

function HeaderButton({
  label,
  onClick,
  children,
}: {
  label: string;
  onClick: (() => void) | undefined;
  children: ReactNode;
}) {
  if (!onClick) return null;
  return (
    <button
      type="button"
      aria-label={label}
      data-tip={label}
      className="grid size-9 shrink-0 place-items-center rounded-md hover:bg-black/15 focus-visible:outline-current touch:size-11"
      onClick={onClick}
    >
      {children}
    </button>
  );
}
