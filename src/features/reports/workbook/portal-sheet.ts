/** The hidden sheet by which the portal knows a workbook again. */
export const PORTAL = "Portal";
export const MADE_BY = "jijiao-report";
export const VERSION = "1";
/** Row of the first cell, from 0; above it what the workbook belongs to. */
export const FIRST_CELL = 9;
