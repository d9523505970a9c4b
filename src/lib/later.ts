/** The later of two instants, of which the second may be missing. */
export const later = (one: Date, other: Date | null): Date => (other && other > one ? other : one);
