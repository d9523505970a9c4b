import migrations from "#generated/migrations.json" with { type: "json" };
import { appliedMigrations } from "#server/db.ts";
import { log } from "#server/log.ts";

/** 200 while the database answers and has had exactly this build's migrations; 503 with the reason otherwise. */
export async function GET(): Promise<Response> {
  const reason = await problem();
  const headers = { "cache-control": "no-store" };
  if (!reason) return Response.json({ status: "ok" }, { headers });
  return Response.json({ status: "unavailable", reason }, { status: 503, headers });
}

async function problem(): Promise<string | null> {
  try {
    const applied = await appliedMigrations();
    const missing = migrations.filter((name) => !applied.includes(name));
    const unknown = applied.filter((name) => !migrations.includes(name));
    if (missing.length) return `the database lacks the migrations ${missing.join(", ")}`;
    if (unknown.length) return `the database has migrations that this build does not know: ${unknown.join(", ")}`;
    return null;
  } catch (error) {
    log().error({ reason: (error as Error).message }, "health check failed");
    return "the database does not answer";
  }
}
