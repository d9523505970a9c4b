import { filesEnv } from "../../server/env.ts";
import { storeProblem } from "../../server/store.ts";
import { type Finding, fail, ok } from "./finding.ts";

/** Whether files can be kept and are found again. */
export async function fileFindings(): Promise<Finding[]> {
  const { FILES_DIR, S3_BUCKET, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY } = filesEnv();
  if (S3_BUCKET && !S3_ACCESS_KEY_ID !== !S3_SECRET_ACCESS_KEY)
    return [fail("S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY are set together, or neither is.")];
  const place = S3_BUCKET ? `the bucket ${S3_BUCKET}` : `the folder ${FILES_DIR}`;
  const problem = await storeProblem();
  return [problem ? fail(`Files cannot be kept in ${place}: ${problem}.`) : ok(`Files are kept in ${place}.`)];
}
