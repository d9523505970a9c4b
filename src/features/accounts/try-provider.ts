import { log } from "#server/log.ts";
import { discover } from "./provider-client.ts";

/** Whether a provider answers as its issuer, and whether it can be told of signing out; asks the network. */
export async function tryProvider({
  issuer,
  clientId,
}: {
  issuer: string;
  clientId: string;
}): Promise<{ answers: boolean; signsOut: boolean }> {
  try {
    const { end_session_endpoint } = (await discover(issuer, clientId, "")).serverMetadata();
    return { answers: true, signsOut: end_session_endpoint !== undefined };
  } catch (error) {
    log().warn({ reason: (error as { code?: string }).code }, "a sign-in provider does not answer");
    return { answers: false, signsOut: false };
  }
}
