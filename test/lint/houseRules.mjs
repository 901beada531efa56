import tseslint from 'typescript-eslint';

/** Code that asks for what the house rules refuse, and why it is refused. */
export const refusedSyntax = [
	{
		selector: 'TSAsExpression > TSAsExpression[typeAnnotation.type="TSUnknownKeyword"]',
		message: 'A double assertion silences the compiler. Narrow the value instead.',
	},
];

/** What holds for every TypeScript file, in the package and in its tests. Every rule is an error: there are no warnings. */
export const houseRules = tseslint.config({
	files: ['**/*.ts'],
	extends: [tseslint.configs.recommendedTypeChecked],
	languageOptions: { parserOptions: { projectService: true } },
	linterOptions: { reportUnusedDisableDirectives: 'error' },
	rules: {
		'@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
		'@typescript-eslint/no-non-null-assertion': 'error',
		// `const { left, ...rest } = all` is how a key is left out.
		'@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
		// An async function without await still turns what it throws into a rejection.
		'@typescript-eslint/require-await': 'off',
		'@typescript-eslint/switch-exhaustiveness-check': 'error',
		eqeqeq: 'error',
		'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
		'no-else-return': ['error', { allowElseIf: false }],
		'no-restricted-syntax': ['error', ...refusedSyntax],
		'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'] }],
	},
});
