/** The tests with the real n8n, and the engine's tests in the oldest engine: `npm run test:n8n`. */
const base = require('../../jest.config.js');

const { transform, testEnvironment } = base;
const ROOT = '<rootDir>/../..';
/** Installed by prepare.ts. */
const ENGINE = `${ROOT}/.n8n-dev/engine/node_modules`;

/** @type {import('jest').Config} */
module.exports = {
	// Each file with n8n starts one of its own.
	maxWorkers: 1,
	testTimeout: 120_000,
	// When a test could not clean up, the end of this process ends what it has started (leash.ts).
	forceExit: true,
	projects: [
		{
			displayName: 'n8n',
			testEnvironment,
			roots: ['<rootDir>'],
			testMatch: ['<rootDir>/*.n8n.ts'],
			transform,
		},
		{
			displayName: 'engine 2.0.0',
			testEnvironment,
			roots: [`${ROOT}/test`, `${ROOT}/nodes`, `${ROOT}/credentials`],
			testMatch: ['workflow', 'promises', 'nodes', 'credentials', 'examples'].map(
				(folder) => `**/test/${folder}/**/*.test.ts`,
			),
			moduleNameMapper: { '^(n8n-core|n8n-workflow|zod)(/package\\.json)?$': `${ENGINE}/$1$2` },
			// LangChain 1.1.0, which n8n-core 2.0.0 brings along, requires these two, which are ES modules.
			transformIgnorePatterns: ['/node_modules/(?!(p-retry|is-network-error)/)'],
			transform: {
				...transform,
				'/(p-retry|is-network-error)/.+\\.js$': [
					'ts-jest',
					{
						tsconfig: { allowJs: true, module: 'commonjs', target: 'es2022' },
						transpilation: true,
						diagnostics: false,
					},
				],
			},
		},
	],
};
