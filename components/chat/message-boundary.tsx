"use client";

import { Component, type ReactNode } from "react";
import { messagesText } from "@/lib/text/messages";

/** A message that cannot be shown is shown as the text it is. */
export class MessageBoundary extends Component<
  { text: () => string; children: ReactNode },
  { broken: boolean }
> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    if (!this.state.broken) return this.props.children;
    return (
      <div>
        <p className="mb-2 text-fg-muted text-sm">{messagesText.broken.message}</p>
        <p dir="auto" className="whitespace-pre-wrap break-words">
          {plain(this.props.text)}
        </p>
      </div>
    );
  }
}

function plain(text: () => string): string {
  try {
    return text();
  } catch {
    return "";
  }
}
