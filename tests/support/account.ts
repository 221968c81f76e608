export type Account = { name: string; email: string; password: string };

let people = 0;

/** Registers somebody with the server at `url`. @returns the account and its bearer token */
export async function register(url: string): Promise<Account & { token: string }> {
  people++;
  const account = {
    name: `Ada ${people}`,
    email: `ada-${process.pid}-${people}@example.com`,
    password: "correct horse",
  };
  const response = await fetch(`${url}/api/auth/register`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(account),
  });
  const body = (await response.json()) as { data: { token: string } };
  return { ...account, token: body.data.token };
}
