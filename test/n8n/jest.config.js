/** The tests with the real n8n: `npm run test:n8n`. */
const { transform, testEnvironment } = require('../../jest.config.js');

/** @type {import('jest').Config} */
module.exports = {
	testEnvironment,
	testMatch: ['<rootDir>/*.n8n.ts'],
	transform,
	// Each file starts an n8n of its own, which takes a core while it starts and hardly one afterwards.
	maxWorkers: 2,
	testTimeout: 120_000,
};
