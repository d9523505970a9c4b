/** Who may import whom; the reasons stand in docs/decisions/001-feature-folders.md. */
module.exports = {
  forbidden: [
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true, dependencyTypesNot: ["type-only"] } },
    {
      name: "lib-knows-nobody",
      severity: "error",
      from: { path: "^src/lib" },
      to: { path: "^src/(app|features|server|ui|messages|generated|commands)" },
    },
    {
      name: "ui-knows-no-domain",
      severity: "error",
      from: { path: "^src/ui" },
      to: { path: "^src/(app|features|server|messages|generated|commands)" },
    },
    {
      name: "server-knows-no-feature",
      severity: "error",
      from: { path: "^src/server" },
      to: { path: "^src/(app|features|ui|commands)" },
    },
    {
      name: "features-below-app",
      severity: "error",
      from: { path: "^src/features" },
      to: { path: "^src/(app|commands)" },
    },
    {
      name: "neighbours-by-function",
      severity: "error",
      comment: "a feature uses another one's schema, queries and verbs, never its actions or components",
      from: { path: "^src/features/([^/]+)/" },
      to: { path: "^src/features/([^/]+)/(actions\\.ts|components/)", pathNot: "^src/features/$1/" },
    },
    {
      name: "doors-only",
      severity: "error",
      comment:
        "features and pages reach data through read, action, download and post; they may name Db as a type. Besides: the sign-in itself, the health check, the making of a tenant, the address in a one-time link",
      from: {
        path: "^src/(features|app)",
        pathNot:
          "^src/(features/accounts/|features/tenants/actions\\.ts|features/members/one-time-link\\.ts|app/api/health/|app/\\(open\\)/sign-in/)",
      },
      to: { path: "^src/server/(db|perform|start|env)\\.ts$", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "one-client",
      severity: "error",
      from: { path: "^src", pathNot: "^src/(server/(db|pool)\\.ts|commands/)" },
      to: { path: "node_modules/(@prisma/adapter-pg|pg)/" },
    },
    {
      name: "one-door",
      severity: "error",
      from: { path: "^src", pathNot: "^src/server/db\\.ts$" },
      to: { path: "^src/server/pool\\.ts$" },
    },
    {
      name: "worker-without-next",
      severity: "error",
      comment: "the worker is a plain Node.js process; what it does may be loaded without the framework",
      from: { path: "^src/commands/worker" },
      to: { path: "node_modules/next/", reachable: true },
    },
    {
      name: "only-the-sign-in-layer-knows-next-auth",
      severity: "error",
      from: { path: "^src", pathNot: "^src/(server/(sign-in|session)\\.ts|app/api/auth/)" },
      to: { path: "node_modules/next-auth/" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^src/generated" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "default", "types"] },
  },
};
