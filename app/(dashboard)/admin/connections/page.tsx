import type { Metadata } from "next";
import { requireAdministrator } from "@/app/page-principal";
import { ConnectionsView } from "@/components/connections/connections-view";
import { listConnections } from "@/lib/ai";
import { connectionsText } from "@/lib/text/connections";

export const metadata: Metadata = { title: connectionsText.title };

export default async function AdminConnectionsPage() {
  await requireAdministrator();
  return <ConnectionsView initial={await listConnections()} />;
}
