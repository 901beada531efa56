/** The rules for the tests and for the scripts beside them. */
import jest from 'eslint-plugin-jest';
import tseslint from 'typescript-eslint';
import { houseRules } from './lint/houseRules.mjs';

export default tseslint.config(houseRules, {
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
});
