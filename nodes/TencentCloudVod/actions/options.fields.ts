import type { INodeProperties } from 'n8n-workflow';

/** The quota that Tencent Cloud gives CreateAigcCustomElement: 20 calls a second, an account. */
export const DEFAULT_REQUESTS_PER_SECOND = 20;
export const DEFAULT_TIMEOUT_MS = 60_000;

/** The names that the form shows; the errors of a wrong option use them, too. */
export const OPTION_NAMES = {
	requestsPerSecond: 'Requests per Second',
	reuseCreated: 'Reuse Created Elements',
	timeout: 'Timeout',
	validateOnly: 'Validate Only',
	whenOutcomeUnknown: 'When Outcome Is Unknown',
} as const;

/** Options of an operation that creates. They hold for the whole batch, so they are read from its first item. */
export const createOptions: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [
		{
			displayName: OPTION_NAMES.requestsPerSecond,
			name: 'requestsPerSecond',
			type: 'number',
			default: DEFAULT_REQUESTS_PER_SECOND,
			typeOptions: { minValue: 0 },
			description:
				'How many calls may start in one second. Tencent Cloud allows an account 20. Several n8n workers with the same key share that by themselves; a lower number here leaves room for other programs.',
		},
		{
			displayName: OPTION_NAMES.reuseCreated,
			name: 'reuseCreated',
			type: 'boolean',
			default: false,
			description:
				'Whether to put out the ElementId that an earlier execution of this node got for exactly the same input, instead of creating the element a second time',
		},
		{
			displayName: OPTION_NAMES.timeout,
			name: 'timeout',
			type: 'number',
			default: DEFAULT_TIMEOUT_MS,
			typeOptions: { minValue: 1 },
			description:
				'How many milliseconds to wait for the answer to one call. When they are over, it is unknown whether the element was created, so rather give too many.',
		},
		{
			displayName: OPTION_NAMES.validateOnly,
			name: 'validateOnly',
			type: 'boolean',
			default: false,
			description:
				'Whether to only check the input and put out what would be sent. Nothing is sent and nothing created.',
		},
		{
			displayName: OPTION_NAMES.whenOutcomeUnknown,
			name: 'whenOutcomeUnknown',
			type: 'options',
			options: [
				{
					name: 'Stop and Say So',
					value: 'stop',
					description: 'Never creates an element twice',
				},
				{
					name: 'Create Again',
					value: 'createAgain',
					description: 'Sends at most twice more, and accepts that an element may then exist twice',
				},
			],
			default: 'stop',
			description:
				'What to do when a call was sent and no clear answer came back. The element may exist, but Tencent Cloud has no way to look it up.',
		},
	],
};
