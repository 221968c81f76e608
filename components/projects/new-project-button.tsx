"use client";

import { Plus } from "lucide-react";
import { runCommand } from "@/components/shell/commands";
import { Button } from "@/components/ui/button";

export function NewProjectButton() {
  return (
    <Button variant="primary" onClick={() => runCommand("create-project")}>
      <Plus className="size-4" aria-hidden="true" />
      New project
    </Button>
  );
}
