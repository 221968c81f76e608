import { expect, test } from "./support/test";

type Project = {
  project: { name: string; description: string; version: number; settings: Record<string, unknown> };
};

test("47, 48, 51: settings are checked, saved and said to be saved; defaults are one click away", async ({
  page,
  call,
  project,
}) => {
  await page.goto(`/projects/${project.id}/settings`);
  const temperature = page.getByLabel("Temperature", { exact: true });
  const length = page.getByLabel("Maximum per reply");
  const save = page.getByRole("button", { name: "Save changes" });
  await expect(save).toBeDisabled();

  await temperature.fill("2.5");
  await length.fill("0");
  await expect(page.getByText("Unsaved changes")).toBeVisible();
  await save.click();
  await expect(page.getByRole("alert").filter({ hasText: "Temperature must be at most 2" })).toBeVisible();
  await expect(
    page.getByRole("alert").filter({ hasText: "Maximum per reply must be at least 1" }),
  ).toBeVisible();
  await expect(temperature).toBeFocused();

  await temperature.fill("0");
  await length.fill("2000");
  await save.click();
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  expect((await call<Project>(`/api/projects/${project.id}`)).project.settings).toMatchObject({
    temperature: 0,
    maxTokens: 2000,
  });

  await page.getByRole("button", { name: "Use default (0.7)" }).click();
  await page.getByRole("button", { name: "Use default (1,000)" }).click();
  await page.keyboard.press("Control+s");
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  expect((await call<Project>(`/api/projects/${project.id}`)).project.settings).toMatchObject({
    temperature: 0.7,
    maxTokens: 1000,
  });
});

test("47: a save that fails says so and keeps what was typed", async ({ page, project, noise }) => {
  noise.allow(/status of 503/);
  await page.goto(`/projects/${project.id}/settings`);
  await page.route(`**/api/projects/${project.id}`, (route) =>
    route.request().method() === "PUT"
      ? route.fulfill({
          status: 503,
          json: {
            success: false,
            code: "store_unavailable",
            message: "The database does not answer",
            requestId: "x",
          },
        })
      : route.continue(),
  );
  await page.getByLabel("Name").fill("Renamed");
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(
    page.getByRole("alert").filter({ hasText: "Not saved. The database does not answer" }),
  ).toBeVisible();
  await expect(page.getByLabel("Name")).toHaveValue("Renamed");
  await page.unroute(`**/api/projects/${project.id}`);
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  await expect(page.getByRole("navigation", { name: "Projects and chats" })).toContainText("Renamed");
});

test("49: changes of different fields go together, of the same field are shown", async ({
  page,
  call,
  project,
  noise,
}) => {
  noise.allow(/status of 409/);
  const put = (body: unknown) => call(`/api/projects/${project.id}`, { method: "PUT", body });
  await page.goto(`/projects/${project.id}/settings`);
  await put({ description: "Theirs" });
  await page.getByLabel("Name").fill("Mine");
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  await expect(page.getByLabel("Description")).toHaveValue("Theirs");

  await page.getByLabel("Name").fill("My name");
  await put({ name: "Their name" });
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByText("Changed elsewhere since you opened this page")).toBeVisible();
  await expect(page.getByText("Their name")).toBeVisible();
  await expect(page.getByLabel("Name")).toHaveValue("My name");
  await page.getByRole("button", { name: "Replace with mine" }).click();
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  expect((await call<Project>(`/api/projects/${project.id}`)).project).toMatchObject({
    name: "My name",
    description: "Theirs",
  });
});

test("46: settings that were not saved are guarded", async ({ page, project }) => {
  await page.goto(`/projects/${project.id}/settings`);
  await page.getByLabel("Name").fill("Not yet saved");
  await page.getByRole("link", { name: "Files", exact: true }).click();
  await page.getByRole("button", { name: "Stay" }).click();
  await expect(page.getByLabel("Name")).toHaveValue("Not yet saved");
  await page.getByRole("button", { name: "Discard" }).click();
  await page.getByRole("link", { name: "Files", exact: true }).click();
  await expect(page).toHaveURL(/\/files$/);
});

test("the model is chosen from the provider's list, or typed", async ({ page, project, call }) => {
  await page.goto(`/projects/${project.id}/settings`);
  const { models } = await call<{ models: { id: string }[] }>("/api/models");
  const listed = models[0]?.id ?? "";
  const picker = page.getByRole("button", { name: "Model", exact: true });
  await picker.click();
  await page.getByRole("combobox", { name: "Models" }).fill(listed);
  await page.getByRole("option").first().click();
  await expect(picker).toHaveText(listed);
  await picker.click();
  await page.getByRole("combobox", { name: "Models" }).fill("my-own-model");
  await page.getByRole("option", { name: "Use “my-own-model”" }).click();
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  expect((await call<Project>(`/api/projects/${project.id}`)).project.settings.model).toBe("my-own-model");
});

test("account: name, password and theme are changed; other sessions are ended", async ({
  page,
  me,
  call,
  noise,
}) => {
  noise.allow(/status of 400/);
  await page.goto("/account");
  await page.getByLabel("Name").fill("Countess Lovelace");
  await page.getByRole("button", { name: "Save profile" }).click();
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  await expect(page.getByRole("button", { name: /Countess Lovelace/ })).toBeVisible();

  const password = page.getByRole("form", { name: "Password" });
  await password.getByLabel("Current password", { exact: true }).fill("wrong");
  await password.getByLabel("New password", { exact: true }).fill("a better password");
  await password.getByRole("button", { name: "Change password" }).click();
  await expect(password.getByRole("alert")).toHaveText("Current password is wrong");
  await expect(password.getByLabel("Current password", { exact: true })).toBeFocused();

  const token = page.getByText(/^API token · last used/);
  await expect(token).toBeVisible();
  await page.getByRole("button", { name: /^End the session on/ }).click();
  await expect(token).toBeHidden();
  await expect(call("/api/users/profile")).rejects.toThrow("401");

  await password.getByLabel("Current password", { exact: true }).fill(me.password);
  await password.getByLabel("New password", { exact: true }).fill("a better password");
  await password.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("You were signed out everywhere else")).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("Name")).toHaveValue("Countess Lovelace");
});

test("account: deleting asks for the password and removes everything", async ({
  page,
  me,
  noise,
  context,
}) => {
  noise.allow(/status of 40[01]/);
  await page.goto("/account");
  await page.getByRole("button", { name: "Delete account" }).click();
  const dialog = page.getByRole("alertdialog");
  await dialog.getByLabel("Your password").fill("wrong");
  await dialog.getByRole("button", { name: "Delete account" }).click();
  await expect(dialog.getByRole("alert")).toHaveText("Current password is wrong");
  await dialog.getByLabel("Your password").fill(me.password);
  await dialog.getByRole("button", { name: "Delete account" }).click();
  await expect(page.getByRole("link", { name: "Create your first assistant" })).toBeVisible();
  const { csrfToken } = await (await context.request.get("/api/auth/csrf")).json();
  const again = await context.request.post("/api/auth/callback/credentials", {
    form: { csrfToken, email: me.email, password: me.password, json: "true" },
  });
  expect(again.status()).toBe(401);
});

test("a value that is refused is brought out from behind the bar that saves", async ({ page, project }) => {
  await page.goto(`/projects/${project.id}/settings`);
  const field = page.getByLabel("Maximum per reply");
  const inSight = () =>
    field.evaluate((input) => {
      const { left, top, width, height } = input.getBoundingClientRect();
      return document.elementFromPoint(left + width / 2, top + height / 2) === input;
    });
  await expect(async () => {
    await field.fill("99999999");
    await expect(page.getByRole("button", { name: "Save changes" })).toBeEnabled({ timeout: 1_000 });
  }).toPass();
  // As low as the window goes: where the bar stands.
  await field.evaluate((input) => {
    for (let box = input.parentElement; box; box = box.parentElement) box.scrollTop = 0;
    const { bottom } = input.getBoundingClientRect();
    for (let box = input.parentElement; box; box = box.parentElement) {
      box.scrollTop = Math.max(0, bottom - window.innerHeight + 8);
    }
  });
  expect(await inSight()).toBe(false);
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(field).toBeFocused();
  await expect.poll(inSight).toBe(true);
});
