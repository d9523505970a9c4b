import { z } from "zod";
import { integerText, line, optional, ticked, uuid } from "#lib/secure-text.ts";

const MOST_CLAIMS = 5;
const CLAIM = /^[A-Za-z][\w.:/-]{0,79}$/;

/** Names of claims with a space or a comma between. */
const claims = line(300)
  .transform((text) => [...new Set(text.split(/[\s,，、]+/).filter(Boolean))])
  .pipe(
    z.array(z.string().regex(CLAIM, "providers.claimShape")).min(1, "error.required").max(MOST_CLAIMS, "error.tooMany"),
  );

export const SaveProvider = z.object({
  /** The one that was shown; empty where the city had none. */
  id: optional(uuid()),
  issuer: line(300),
  clientId: line(200),
  /** Left empty the one that is kept stays. */
  clientSecret: optional(line(500)),
  labelEn: line(60),
  labelZh: line(60),
  passwords: ticked(),
  emailClaims: claims,
  _version: integerText({ min: 0 }),
});

export const OfProvider = z.object({ id: uuid(), _version: integerText({ min: 1 }) });

export const OfIdentity = z.object({ id: uuid() });
