import js from "@eslint/js";
import tseslint from "typescript-eslint";

const features = ["frame", "session", "worklist", "site", "coordinator", "privacy", "admin", "protocols"];
const cornerstone = { group: ["@cornerstonejs/*", "@kitware/*"], message: "Only src/read/cornerstone imports Cornerstone." };
const closed = {
    group: features.map((feature) => `**/${feature}/*`),
    message: "A feature is imported through its index only.",
};
const fence = (...patterns) => ({ "no-restricted-imports": ["error", { patterns }] });

export default tseslint.config(
    { ignores: ["dist/", "node_modules/"] },
    js.configs.recommended,
    ...tseslint.configs.strict,
    {
        rules: {
            "@typescript-eslint/consistent-type-imports": "error",
            "@typescript-eslint/no-non-null-assertion": "error",
            "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
            eqeqeq: "error",
            "no-console": "error",
        },
    },
    { files: ["src/**/*.{ts,tsx}"], rules: fence(cornerstone, closed) },
    // The pages around the reading room know nothing of it but the form of hanging protocols.
    {
        files: ["src/{account,admin,app,coordinator,frame,privacy,protocols,session,shared,site,worklist}/**"],
        rules: fence(cornerstone, closed, { regex: "/read/(?!core/hanging$)", message: "Pages know only read/core/hanging." }),
    },
    // Plain layers know no feature at all.
    {
        files: ["src/api/**"],
        rules: fence(cornerstone, closed, { group: ["**/shared/**", "preact", "**/read/**"], message: "api knows no pages." }),
    },
    // The viewer's core knows no page and no framework; the codec belongs to its decoder alone.
    {
        files: ["src/read/core/**"],
        rules: fence(cornerstone, closed, {
            group: [
                "preact",
                "preact/*",
                "@preact/*",
                "**/api",
                "**/api/**",
                "**/shared/**",
                "**/room/**",
                "**/ui/**",
                "**/cornerstone/**",
            ],
            message: "core imports only core.",
        }),
    },
    {
        files: ["src/read/core/decode/**"],
        rules: fence(
            { regex: "^(@cornerstonejs/(?!codec-openjph/)|@kitware/)", message: cornerstone.message },
            { group: ["preact", "@preact/*", "**/api/**", "**/room/**", "**/ui/**"], message: "core imports only core." },
        ),
    },
    // Inside the fence.
    { files: ["src/read/cornerstone/**"], rules: { ...fence(closed), "@typescript-eslint/no-explicit-any": "off" } },
    {
        files: ["tests/mock/**", "*.js"],
        languageOptions: {
            globals: {
                process: "readonly",
                console: "readonly",
                URL: "readonly",
                Buffer: "readonly",
                setInterval: "readonly",
                setTimeout: "readonly",
                clearInterval: "readonly",
            },
        },
        rules: { "no-console": "off" },
    },
);
