/**
 * The house rules for what is shipped, beside n8n's own (eslint.config.mjs, which has to stay as n8n
 * ships it). Run from the top level: eslint --config test/lint/sources.eslint.config.mjs nodes credentials index.ts
 */
import tseslint from 'typescript-eslint';
import { houseRules, refusedSyntax } from './houseRules.mjs';

const vod = 'nodes/TencentCloudVod';

/** n8n's own rule lets every devDependency pass, which users do not have. */
const notThere = {
	regex: '^(?!\\.|n8n-workflow$|zod$|(node:)?crypto$)',
	message: 'Users have n8n-workflow, zod and crypto, nothing else.',
};
const noN8n = {
	regex: '^n8n-',
	message: 'This part knows nothing of n8n: plain values in and out.',
};

/** Imports of these folders or files, wherever above or beside the importing file they are. */
function noImportsFrom(names, message) {
	return { regex: `^(\\.{1,2}/)+(${names.join('|')})(/|$)`, message };
}

function arrows(files, ...patterns) {
	return {
		files,
		rules: { 'no-restricted-imports': ['error', { patterns: [notThere, ...patterns] }] },
	};
}

const impure = [
	{
		selector: 'CallExpression[callee.object.name="Date"][callee.property.name="now"]',
		message: 'Take the clock as an argument.',
	},
	{
		selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
		message: 'Take the clock as an argument.',
	},
	{
		selector: 'CallExpression[callee.object.name="Math"][callee.property.name="random"]',
		message: 'Take the randomness as an argument.',
	},
];

export default tseslint.config(
	houseRules,
	{
		files: ['**/*.ts'],
		linterOptions: { noInlineConfig: true },
		rules: {
			'@typescript-eslint/explicit-module-boundary-types': 'error',
			'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
		},
	},
	arrows(['nodes/**/*.ts', 'credentials/**/*.ts']),
	arrows(
		['credentials/**/*.ts'],
		noImportsFrom(['nodes'], 'The credential stands alone: any node may use it.'),
	),
	arrows(
		['credentials/tc3/**/*.ts'],
		noN8n,
		noImportsFrom(['nodes', 'TencentCloudApi\\.credentials'], 'The signature knows only itself.'),
	),
	arrows(
		[`${vod}/*.node.ts`],
		noImportsFrom(
			['element', 'client', 'credentials'],
			'The node knows its actions, nothing below.',
		),
	),
	arrows(
		[`${vod}/actions/**/*.ts`],
		noImportsFrom(['TencentCloudVod\\.node'], 'Arrows point from the node to its actions.'),
		{
			regex: '/credentials/(?!tc3/)',
			message: 'Of the credential, actions use tc3/ alone.',
		},
	),
	arrows(
		[`${vod}/element/**/*.ts`],
		noN8n,
		noImportsFrom(
			['TencentCloudVod\\.node', 'actions', 'client', 'credentials'],
			'element/ knows only what an element is.',
		),
	),
	arrows(
		[`${vod}/client/**/*.ts`],
		noN8n,
		noImportsFrom(
			['TencentCloudVod\\.node', 'actions', 'element', 'credentials'],
			'client/ is given what it sends.',
		),
	),
	{
		files: ['credentials/tc3/**/*.ts', `${vod}/element/**/*.ts`, `${vod}/client/**/*.ts`],
		rules: { 'no-restricted-syntax': ['error', ...refusedSyntax, ...impure] },
	},
);
