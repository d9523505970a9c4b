import { z } from "zod";

export const Stage = z.enum(["preschool", "primary", "junior", "senior", "special"]);
export type Stage = z.output<typeof Stage>;
