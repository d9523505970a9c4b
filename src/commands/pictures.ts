// `npm run pictures`: every route in every look, to be looked at. `npm run pictures -- guide`: the pictures of the users'
// guide.
if (process.argv[2] === "guide") await import("./pictures/guide.ts");
else await import("./pictures/routes.ts");

export {};
