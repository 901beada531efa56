/** The tests with the real n8n: `npm run test:n8n`. */
/** @type {import('jest').Config} */
module.exports = {
	rootDir: '../..',
	// Not the top level: .n8n-dev/ holds a hundred thousand files.
	roots: ['<rootDir>/test'],
	testEnvironment: 'node',
	testMatch: ['<rootDir>/test/n8n/**/*.n8n.ts'],
	transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: 'tsconfig.json', transpilation: true }] },
	// Each file starts an n8n of its own.
	maxWorkers: 1,
	testTimeout: 120_000,
	// When a test could not clean up, the end of this process ends what it has started (leash.ts).
	forceExit: true,
};
