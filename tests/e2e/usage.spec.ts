import { expectAccessible } from "./support/fixtures";
import { expect, test } from "./support/test";

test("usage is shown by day, project and model, for pointers, keyboards and readers of tables", async ({
  page,
  call,
  project,
}) => {
  await page.goto("/projects");
  await page.getByRole("button", { name: /^Ada/ }).click();
  await page.getByRole("menuitem", { name: "Usage" }).click();
  await expect(page.getByRole("heading", { name: "Nothing used yet" })).toBeVisible();
  await expectAccessible(page);

  const { project: garden } = await call<{ project: { id: string } }>("/api/projects", {
    body: { name: "Garden" },
  });
  const send = (id: string) => call(`/api/chat/${id}`, { body: { message: "How much?", stream: false } });
  await send(project.id);
  await send(project.id);
  await send(garden.id);
  const { usage } = await call<{ usage: { total: { inputTokens: number; outputTokens: number } } }>(
    "/api/usage",
  );
  await page.goto("/usage");

  const day = page.getByRole("slider", { name: "Day" });
  const { inputTokens, outputTokens } = usage.total;
  const spelled = new RegExp(`: ${inputTokens} input tokens, ${outputTokens} output tokens, 3 replies$`);
  await expect(day).toHaveAttribute("aria-valuetext", spelled);
  await day.press("ArrowLeft");
  await expect(day).toHaveAttribute("aria-valuetext", /: 0 input tokens, 0 output tokens, 0 replies$/);
  await day.press("End");
  await expect(day).toHaveAttribute("aria-valuetext", spelled);

  const cells = (table: string, row: RegExp) =>
    page.getByRole("table", { name: table }).getByRole("row", { name: row }).getByRole("cell");
  await expect(cells("Usage by day", /^Total/)).toHaveText(["3", String(inputTokens), String(outputTokens)]);
  await page.getByRole("tab", { name: "By project" }).click();
  await expect(cells("Usage by project", /^Travel planner/).first()).toHaveText("2");
  await expect(cells("Usage by project", /^Garden/).first()).toHaveText("1");
  await page.getByRole("tab", { name: "By model" }).click();
  await expectAccessible(page);

  await page.getByRole("combobox", { name: "Project" }).click();
  await page.getByRole("option", { name: "Garden" }).click();
  await page.getByRole("combobox", { name: "Days" }).click();
  await page.getByRole("option", { name: "Last 7 days" }).click();
  await expect(day).toHaveAttribute("aria-valuemax", "7");
  await expect(day).toHaveAttribute("aria-valuetext", /, 1 reply$/);
  await page.reload();
  await expect(day).toHaveAttribute("aria-valuemax", "7");
  await expect(day).toHaveAttribute("aria-valuetext", /, 1 reply$/);
});

test("usage that can't be loaded can be asked for again", async ({ page, me, noise }) => {
  expect(me.name).not.toBe("");
  noise.allow(/status of 500/);
  await page.route("**/api/usage?*", (route) => route.fulfill({ status: 500, body: "" }), { times: 1 });
  await page.goto("/usage");
  await expect(page.getByRole("alert").filter({ hasText: "Your usage couldn’t be loaded" })).toBeVisible();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("heading", { name: "Nothing used yet" })).toBeVisible();
});
