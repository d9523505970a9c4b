import { readFileSync } from "node:fs";

type Manifest = { node: Record<string, { exportedName: string }> };

/** What the build calls a server action. */
export function actionId(name: string): string {
  const { node }: Manifest = JSON.parse(readFileSync(".next/server/server-reference-manifest.json", "utf8"));
  const id = Object.entries(node).find(([, { exportedName }]) => exportedName === name)?.[0];
  if (!id) throw new Error(`The build has no action ${name}.`);
  return id;
}

/** The body that a browser sends to a server action: its first argument is the form's state, its second the form. */
export async function sent(fields: Record<string, string>): Promise<{ body: Buffer; type: string }> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(`_1_${name}`, value);
  form.set("0", '[{},"$K1"]');
  const made = new Response(form);
  return { body: Buffer.from(await made.arrayBuffer()), type: made.headers.get("content-type") ?? "" };
}
