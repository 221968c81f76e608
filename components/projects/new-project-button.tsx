"use client";

import { Plus } from "lucide-react";
import { runCommand } from "@/components/shell/commands";
import { Button } from "@/components/ui/button";
import { projectsText } from "@/lib/text/projects";

export function NewProjectButton() {
  return (
    <Button variant="primary" onClick={() => runCommand("create-project")}>
      <Plus className="size-4" aria-hidden="true" />
      {projectsText.new}
    </Button>
  );
}
