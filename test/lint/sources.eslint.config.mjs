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

const BELOW_ACTIONS = ['execution', 'messages', 'transport', 'client', 'input'];

const ofCredential = {
	regex: '/credentials/(?!tc3/)',
	message: 'Of the credential, tc3/ alone is used.',
};

/** A word that differs from one resource to the next is data, in the operation's own file. */
const noResource = [
	'Literal[value=/\\belements?\\b|ElementI/i]',
	'TemplateElement[value.raw=/\\belements?\\b|ElementI/i]',
].map((selector) => ({ selector, message: 'Nothing below actions/ names a resource.' }));

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
		noImportsFrom([...BELOW_ACTIONS, 'credentials'], 'The node knows its actions, nothing below.'),
	),
	arrows(
		[`${vod}/actions/**/*.ts`],
		noImportsFrom(['TencentCloudVod\\.node'], 'Arrows point from the node to its actions.'),
		ofCredential,
	),
	arrows(
		[`${vod}/execution/**/*.ts`],
		noImportsFrom(
			['TencentCloudVod\\.node', 'actions'],
			'execution/ runs any operation: it knows no resource.',
		),
		ofCredential,
	),
	arrows(
		[`${vod}/messages/**/*.ts`],
		noN8n,
		noImportsFrom(
			['TencentCloudVod\\.node', 'actions', 'execution', 'transport'],
			'messages/ has the words; nouns are passed in.',
		),
		ofCredential,
	),
	arrows(
		[`${vod}/transport/**/*.ts`],
		noImportsFrom(
			['TencentCloudVod\\.node', 'actions', 'execution', 'messages', 'input'],
			'transport/ sends what it is given.',
		),
		ofCredential,
	),
	arrows(
		[`${vod}/input/**/*.ts`],
		noN8n,
		noImportsFrom(
			[
				'TencentCloudVod\\.node',
				'actions',
				'execution',
				'messages',
				'transport',
				'client',
				'credentials',
			],
			'input/ has rules for what people enter, and nothing else.',
		),
	),
	arrows(
		[`${vod}/client/**/*.ts`],
		noN8n,
		noImportsFrom(
			[
				'TencentCloudVod\\.node',
				'actions',
				'execution',
				'messages',
				'transport',
				'input',
				'credentials',
			],
			'client/ is given what it sends.',
		),
	),
	{
		files: BELOW_ACTIONS.map((folder) => `${vod}/${folder}/**/*.ts`),
		rules: { 'no-restricted-syntax': ['error', ...refusedSyntax, ...noResource] },
	},
	{
		files: ['input', 'messages', 'client'].map((folder) => `${vod}/${folder}/**/*.ts`),
		rules: { 'no-restricted-syntax': ['error', ...refusedSyntax, ...noResource, ...impure] },
	},
	{
		files: ['credentials/tc3/**/*.ts'],
		rules: { 'no-restricted-syntax': ['error', ...refusedSyntax, ...impure] },
	},
);
