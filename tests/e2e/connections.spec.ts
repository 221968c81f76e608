import type { Page } from "@playwright/test";
import { type OpenAIServer, startOpenAIServer } from "../support/openai-server";
import { type ProductServer, startProduct } from "../support/product";
import { ChatPage } from "./support/chat-page";
import { databaseOf, expect, expectAccessible, register } from "./support/fixtures";
import { type Caller, callerFor, openSession, test } from "./support/test";

const KEY = "sk-very-secret-0123456789";

test.describe
  .serial("connections", () => {
    let product: ProductServer;
    let second: OpenAIServer;
    let admin: Awaited<ReturnType<typeof register>>;
    let call: Caller;
    let projectId: string;

    test.beforeAll(async ({ engine, provider }) => {
      test.setTimeout(180_000);
      second = await startOpenAIServer();
      const environment = { OPENAI_BASE_URL: provider.url, OPENAI_API_KEY: "sk-environment" };
      product = await startProduct({ ...databaseOf(engine), ...environment });
      admin = await register(product.url);
      call = callerFor(product.url, admin);
      const body = { name: "Helper" };
      projectId = (await call<{ project: { id: string } }>("/api/projects", { body })).project.id;
    });
    test.afterAll(async () => {
      await product?.close();
      await second?.close();
    });
    test.beforeEach(({ context }) => openSession(context, product.url, admin));

    const card = (page: Page, name: string) =>
      page.getByRole("listitem").filter({ has: page.getByRole("heading", { name }) });

    test("one is added from a preset, tried out, corrected, and has its models renamed, priced and hidden", async ({
      page,
      expectedErrors,
    }) => {
      expectedErrors.push(/status of 400/);
      await page.goto(`${product.url}/admin/connections`);
      const environment = page.getByRole("listitem").filter({ hasText: "From the environment" });
      await expect(environment.getByText("Key set")).toBeVisible();
      await expect(environment.getByRole("button", { name: /^(Edit|Delete|Models)/ })).toHaveCount(0);
      await environment.getByRole("button", { name: /^Test/ }).click();
      await expect(environment.getByText(/^It works/)).toBeVisible();

      await page.getByRole("button", { name: "Add connection" }).click();
      const form = page.getByRole("dialog");
      const choose = async (preset: string) => {
        await form.getByRole("combobox", { name: "Provider" }).click();
        await page.getByRole("option", { name: preset, exact: true }).click();
      };
      const address = form.getByLabel("Address", { exact: true });
      const own = form.getByLabel("The address is on our own network");
      await choose("Ollama");
      await expect(address).toHaveValue("http://localhost:11434/v1");
      await expect(own).toBeChecked();
      await choose("Azure OpenAI");
      await expect(own).not.toBeChecked();
      await form.getByRole("button", { name: "Add connection" }).click();
      await expect(form.getByText("Address is required")).toBeVisible();
      await choose("Custom");
      await form.getByLabel("Name", { exact: true }).fill("Second");
      await address.fill(second.url);
      await form.getByLabel(/^Key/).fill(KEY);
      await expectAccessible(page);
      await form.getByRole("button", { name: "Add connection" }).click();

      // What was saved is tried out at once; this server's own network is none's business unless it is said to be.
      await expect(card(page, "Second").getByText("The address is on a private network")).toBeVisible();
      expect(second.requests).toEqual([]);
      await page.getByRole("button", { name: "Edit Second" }).click();
      await own.check();
      await form.getByRole("button", { name: "Save" }).click();
      await expect(card(page, "Second").getByText(/^It works: .* answered/)).toBeVisible();
      await expect(
        card(page, "Second").getByText(/models listed in \d+ ms, first word after \d+ ms/),
      ).toBeVisible();
      const supports = card(page, "Second").getByRole("list", { name: "What it supports" });
      for (const ability of ["Streaming", "Tools", "Pictures", "Embeddings", "Reasoning"])
        await expect(supports.getByText(new RegExp(`^${ability}: (yes|no|not known)$`))).toBeVisible();
      await expectAccessible(page);
      await page.setViewportSize({ width: 375, height: 812 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375);
      await page.setViewportSize({ width: 1280, height: 720 });

      await page.getByRole("button", { name: "Models: Second" }).click();
      await form.getByLabel("Name of gpt-4o-mini").fill("House model");
      const input = form.getByLabel("Price of a million input tokens of gpt-4o-mini");
      await input.fill("cheap");
      await form.getByLabel("Offer gpt-3.5-turbo").uncheck();
      const added = form.getByLabel(/A model that isn/);
      for (const id of ["mistyped", "special-model"]) {
        await added.fill(id);
        await form.getByRole("button", { name: "Add", exact: true }).click();
      }
      await form.getByRole("button", { name: "Remove mistyped" }).click();
      await form.getByRole("button", { name: "Save models" }).click();
      await expect(input).toBeFocused();
      await expect(form.getByText(/^Both prices must be numbers from 0 to/)).toBeVisible();
      await input.fill("2");
      await form.getByLabel("Price of a million output tokens of gpt-4o-mini").fill("8");
      await form.getByRole("button", { name: "Save models" }).click();
      await expect(form).toBeHidden();
      expect(await page.content()).not.toContain(KEY);

      const { connections } = await call<{ connections: { slug: string; models: unknown }[] }>(
        "/api/admin/connections",
      );
      expect(connections[1]).toMatchObject({
        slug: "second",
        hasKey: true,
        models: [
          { id: "special-model", name: "special-model" },
          { id: "gpt-3.5-turbo", hidden: true },
          { id: "gpt-4o-mini", name: "House model", price: { prompt: 2, completion: 8 } },
        ],
      });
    });

    test("models stand under their connection in the settings and beside a message, and are asked there", async ({
      page,
    }) => {
      await page.goto(`${product.url}/projects/${projectId}/settings`);
      await page.getByLabel("Model", { exact: true }).click();
      const ours = page.getByRole("group", { name: "Second" });
      await expect(page.getByRole("listbox").getByRole("group")).toHaveCount(2);
      await expect(ours.getByRole("option", { name: "House model" })).toBeVisible();
      await expect(ours.getByRole("option", { name: "special-model" })).toHaveCount(1);
      await expect(ours.getByRole("option", { name: "gpt-3.5-turbo" })).toHaveCount(0);
      await page.getByPlaceholder("Search models").fill("house");
      await page.getByRole("option", { name: "House model" }).click();
      await page.getByRole("button", { name: "Save changes" }).click();
      await expect(page.getByText("Saved", { exact: true })).toBeVisible();

      const chat = new ChatPage(page);
      await page.goto(`${product.url}/projects/${projectId}`);
      await chat.ask("Who are you?");
      const asked = second.chats().at(-1);
      expect([asked?.body?.model, asked?.headers.authorization]).toEqual(["gpt-4o-mini", `Bearer ${KEY}`]);
      // By the name that the administrator gave it, not by its id.
      const pill = page.getByRole("button", { name: "Model: House model" });
      await expect(pill).toHaveText("House model");
      await pill.click();
      await page
        .getByRole("group", { name: "Second" })
        .getByRole("option", { name: "special-model" })
        .click();
      await chat.ask("And you?");
      expect(second.chats().at(-1)?.body?.model).toBe("special-model");

      // One that reasons lets the effort be chosen, for this chat; it is sent, kept and told of the reply.
      await page.getByRole("button", { name: "Model: special-model" }).click();
      await page.getByPlaceholder("Search models, or type a name").fill("second::o3-mini");
      await page.getByRole("option", { name: /o3-mini/ }).click();
      await page.getByRole("button", { name: "Model: o3-mini" }).click();
      await page.getByRole("group", { name: "Reasoning effort" }).getByText("High").click();
      await page.keyboard.press("Escape");
      await chat.ask("Think hard");
      expect(second.chats().at(-1)?.body).toMatchObject({ model: "o3-mini", reasoning_effort: "high" });
      await page.reload();
      await expect(page.getByRole("button", { name: "Model: o3-mini, Reasoning effort High" })).toBeVisible();
      await chat.lastReply.getByRole("button", { name: "Details" }).click();
      await expect(chat.lastReply.getByText("Reasoning effort")).toBeVisible();
      await expect(chat.lastReply.getByText("High", { exact: true })).toBeVisible();
    });

    test("a project pays with a key of its own, and with the installation's again", async ({ page }) => {
      await page.goto(`${product.url}/projects/${projectId}/settings`);
      const keys = page.getByRole("form", { name: "Key for Second" });
      await expect(keys.getByText("The installation’s key")).toBeVisible();
      await keys.getByLabel("Key for Second").fill("sk-of-the-project");
      await keys.getByRole("button", { name: "Save key" }).click();
      await expect(keys.getByText("This project’s key")).toBeVisible();
      await expect(keys.getByLabel("Key for Second")).toHaveValue("");
      const body = { message: "Who pays?" };
      await call(`/api/chat/${projectId}`, { body });
      expect(second.chats().at(-1)?.headers.authorization).toBe("Bearer sk-of-the-project");
      await keys.getByRole("button", { name: "Remove key" }).click();
      await expect(keys.getByText("The installation’s key")).toBeVisible();
      await call(`/api/chat/${projectId}`, { body });
      expect(second.chats().at(-1)?.headers.authorization).toBe(`Bearer ${KEY}`);
    });

    test("the second model answers while the first is down, and the reply says so", async ({ page }) => {
      const down = { name: "Down", baseUrl: "http://127.0.0.1:9/v1", allowPrivate: true, models: ["gone"] };
      await call("/api/admin/connections", { body: down });
      await call(`/api/projects/${projectId}`, {
        method: "PUT",
        body: { settings: { model: "down::gone" } },
      });
      await page.goto(`${product.url}/projects/${projectId}/settings`);
      await page.getByLabel(/^Fallback model/).click();
      await page.getByRole("option", { name: "House model" }).click();
      await page.getByRole("button", { name: "Save changes" }).click();
      await expect(page.getByText("Saved", { exact: true })).toBeVisible();

      const chat = new ChatPage(page);
      await page.goto(`${product.url}/projects/${projectId}`);
      await chat.ask("Is anybody there?");
      const said = "down::gone didn’t answer. This reply is from second::gpt-4o-mini.";
      await expect(chat.lastReply.getByText(said)).toBeVisible();
      await page.reload();
      await expect(chat.lastReply.getByText(said)).toBeVisible();

      await page.goto(`${product.url}/admin/connections`);
      await page.getByRole("button", { name: "Delete Down" }).click();
      await page.getByRole("alertdialog").getByRole("button", { name: "Delete connection" }).click();
      await expect(card(page, "Down")).toHaveCount(0);
    });
  });
