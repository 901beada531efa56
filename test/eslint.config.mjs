/** The rules for the tests and for the scripts beside them. */
import jest from 'eslint-plugin-jest';
import tseslint from 'typescript-eslint';
import { houseRules } from './lint/houseRules.mjs';

/** Arrows: tests → support → workflow, emulator. */
function noImportsFrom(files, folders) {
	const regex = `^(\\.{1,2}/)+(${folders.join('|')})/`;
	const message = 'The kit knows no test and no script; what it stands on does not know the kit.';
	return {
		files,
		rules: { 'no-restricted-imports': ['error', { patterns: [{ regex, message }] }] },
	};
}

const SCRIPTS_AND_TESTS = ['promises', 'soak', 'bench', 'demo', 'examples', 'n8n', 'package'];

export default tseslint.config(
	houseRules,
	noImportsFrom(['support/**/*.ts'], SCRIPTS_AND_TESTS),
	noImportsFrom(['emulator/**/*.ts', 'workflow/**/*.ts'], ['support', ...SCRIPTS_AND_TESTS]),
	{
		files: ['**/*.test.ts', '**/*.n8n.ts'],
		extends: [jest.configs['flat/recommended']],
		rules: {
			'jest/expect-expect': ['error', { assertFunctionNames: ['expect*', 'fc.assert'] }],
			'jest/no-commented-out-tests': 'error',
			'jest/no-disabled-tests': 'error',
			'jest/no-duplicate-hooks': 'error',
			'jest/no-restricted-jest-methods': [
				'error',
				{ mock: 'Tests use the real thing.', doMock: 'Tests use the real thing.' },
			],
			'jest/no-restricted-matchers': [
				'error',
				{
					toMatchSnapshot: 'Our own output is no proof of what is right.',
					toMatchInlineSnapshot: 'Our own output is no proof of what is right.',
					toBeTruthy: 'Say which value is expected.',
					toBeFalsy: 'Say which value is expected.',
				},
			],
			'jest/require-to-throw-message': 'error',
			'jest/valid-expect': ['error', { alwaysAwait: true, maxArgs: 2 }],
		},
	},
);
