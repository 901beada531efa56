/** @type {import('jest').Config} */
module.exports = {
	testEnvironment: 'node',
	// Not the whole folder: n8n itself may be installed in it (npm run n8n).
	roots: ['<rootDir>/test', '<rootDir>/nodes', '<rootDir>/credentials'],
	testMatch: ['<rootDir>/test/**/*.test.ts'],
	// Types are checked by `npm run lint` (tsc --noEmit); here files are only transpiled.
	transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: 'tsconfig.json', transpilation: true }] },
	collectCoverageFrom: ['nodes/**/*.ts', 'credentials/**/*.ts'],
	coverageReporters: ['text-summary'],
	coverageThreshold: { global: { lines: 95, branches: 95 } },
	testTimeout: 30_000,
	testSequencer: '<rootDir>/test/longestFirst.js',
	// Left alone, jest keeps a core for itself, which on a small machine is half of it.
	maxWorkers: '100%',
};
