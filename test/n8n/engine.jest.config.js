/** The engine's tests in the oldest engine: `npm run test:oldest`. */
const { transform, testEnvironment, testTimeout, maxWorkers } = require('../../jest.config.js');

// What an engine does differently shows in few stories: the code that they play is the same.
process.env.STORIES ??= '0.25';

const ROOT = '<rootDir>/../..';
/** Installed by prepareEngine.ts. */
const ENGINE = `${ROOT}/.n8n-dev/engine/node_modules`;

/** @type {import('jest').Config} */
module.exports = {
	testEnvironment,
	testTimeout,
	maxWorkers,
	testSequencer: `${ROOT}/test/longestFirst.js`,
	roots: [`${ROOT}/test`, `${ROOT}/nodes`, `${ROOT}/credentials`],
	testMatch: ['workflow', 'promises', 'nodes', 'credentials', 'examples'].map(
		(folder) => `**/test/${folder}/**/*.test.ts`,
	),
	// What knows nothing of n8n, which lint makes sure of, is the same in every engine.
	testPathIgnorePatterns: ['/test/nodes/TencentCloudVod/(client|input)/', '/test/credentials/tc3/'],
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
};
