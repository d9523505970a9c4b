import path from "node:path";
// @ts-expect-error -- it brings no types
import S3rver from "s3rver";

/** A server that speaks like S3, with one bucket, and the settings that lead to it. */
export async function aBucket(folder: string): Promise<{ settings: Record<string, string>; close(): Promise<void> }> {
  const server = new S3rver({
    port: 0,
    address: "127.0.0.1",
    silent: true,
    directory: path.join(folder, "s3"),
    configureBuckets: [{ name: "portal", configs: [] }],
  });
  const { port } = await server.run();
  const settings = {
    S3_BUCKET: "portal",
    S3_ENDPOINT: `http://127.0.0.1:${port}`,
    S3_REGION: "us-east-1",
    S3_ACCESS_KEY_ID: "S3RVER",
    S3_SECRET_ACCESS_KEY: "S3RVER",
  };
  return { settings, close: () => server.close() };
}
