import product from "../../../../next.config.ts";

/** The product's own headers, answered in one piece as it answers. @type {import("next").NextConfig} */
const config = {
  poweredByHeader: false,
  ...(product.headers && { headers: product.headers }),
  ...(product.htmlLimitedBots && { htmlLimitedBots: product.htmlLimitedBots }),
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ["pg"],
  turbopack: { root: process.cwd() },
};

export default config;
