/** Nothing to be done at the start: without this file the build would take the product's own. */
export function register(): void {}
