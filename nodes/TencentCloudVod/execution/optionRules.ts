/** What the form shows of each option, and what may stand in it. */
import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import type { WhenUnknown } from '../client/nextStep';
import { oneOf, type Nouns } from '../messages/nouns';
import type { Operation } from './operation';

/** The options hold for the whole batch, so they are read from its first item. */
export interface Options {
	requestsPerSecond: number;
	/** Milliseconds. */
	timeout: number;
	validateOnly: boolean;
	whenOutcomeUnknown: WhenUnknown;
	reuseCreated: boolean;
	checkImages: boolean;
	/** Minutes. */
	maxWait: number;
	maxConcurrentTasks: number;
}

/** Of what nobody has added. */
export const DEFAULTS = {
	timeout: 60_000,
	validateOnly: false,
	whenOutcomeUnknown: 'stop',
	reuseCreated: false,
	checkImages: false,
	maxWait: 30,
	maxConcurrentTasks: Number.POSITIVE_INFINITY,
} satisfies Omit<Options, 'requestsPerSecond'>;

export type OptionName = keyof Options;

/** What options depend on. */
export type Subject = Pick<Operation<never, never>, 'nouns' | 'quota' | 'repeat'> & {
	/** Whatever it checks, it does so when asked to. */
	check?: unknown;
	/** Whether it starts tasks. */
	task?: unknown;
	/** Whether it waits for tasks that were started before. */
	waitsForTasks?: unknown;
};

export interface OptionRule {
	/** Takes what an expression gives, too. */
	schema: z.ZodTypeAny;
	/** Completes "'Timeout' …". */
	rule: string;
	form: Omit<INodeProperties, 'name'>;
}

/** Tencent Cloud knows a task for 3 days. */
const LONGEST_MAX_WAIT_MINUTES = 4_320;

/** The longest wait that a timer can hold for sure is 24.8 days; an hour is more than any answer takes. */
const MAX_TIMEOUT_MS = 3_600_000;

/** An expression may give a number, or true and false, as text. */
const unquoted = (value: unknown) => {
	if (typeof value !== 'string' || value.trim() === '') return value;
	if (value === 'true' || value === 'false') return value === 'true';
	return Number(value);
};

/** Once for all operations: each schema takes its time when n8n loads the node. */
const RATE = z.preprocess(unquoted, z.number().positive().finite());
const TIMEOUT = z.preprocess(unquoted, z.number().int().min(1).max(MAX_TIMEOUT_MS));
const WHEN_UNKNOWN = z.enum(['stop', 'createAgain']);

const trueOrFalse = {
	schema: z.preprocess(unquoted, z.boolean()),
	rule: 'must be true or false',
};

/** Of every operation that calls once per item. */
const callOptions = ({ nouns, quota, repeat }: Subject) =>
	({
		requestsPerSecond: {
			schema: RATE,
			rule: 'must be a number above 0',
			form: {
				displayName: 'Requests per Second',
				type: 'number',
				default: quota,
				typeOptions: { minValue: 0 },
				description: `How many calls may start in one second. Tencent Cloud allows an account ${quota}. Several n8n workers with the same key share that by themselves; a lower number here leaves room for other programs.`,
			},
		},
		timeout: {
			schema: TIMEOUT,
			rule: `must be a whole number of milliseconds from 1 to ${MAX_TIMEOUT_MS} (an hour)`,
			form: {
				displayName: 'Timeout',
				type: 'number',
				default: DEFAULTS.timeout,
				typeOptions: { minValue: 1 },
				description:
					repeat === 'safe'
						? 'How many milliseconds to wait for the answer to one call'
						: `How many milliseconds to wait for the answer to one call. When they are over, it is unknown whether the ${nouns.thing} was ${nouns.done}, so rather give too many.`,
			},
		},
		validateOnly: {
			...trueOrFalse,
			form: {
				displayName: 'Validate Only',
				type: 'boolean',
				default: false,
				description: `Whether to only check the input and put out what would be sent. Nothing is sent and nothing ${nouns.done}.`,
			},
		},
	}) satisfies Partial<Record<OptionName, OptionRule>>;

/** Of operations that can look further. */
const checkOptions = {
	checkImages: {
		...trueOrFalse,
		form: {
			displayName: 'Check Images',
			type: 'boolean',
			default: false,
			description:
				'Whether to look at the pictures behind the links before anything is sent: type, size, width and height. It takes a request per picture, and what n8n cannot open is sent unchecked. Files are always checked.',
		},
	},
} satisfies Partial<Record<OptionName, OptionRule>>;

/** Of operations that wait for tasks. */
const waitOptions = {
	maxWait: {
		schema: z.preprocess(unquoted, z.number().positive().max(LONGEST_MAX_WAIT_MINUTES)),
		rule: `must be a number of minutes above 0 and up to ${LONGEST_MAX_WAIT_MINUTES} (3 days)`,
		form: {
			displayName: 'Max Wait',
			type: 'number',
			default: DEFAULTS.maxWait,
			typeOptions: { minValue: 0, numberPrecision: 2 },
			description:
				"How many minutes to wait for one task. After that, the item is put out with its TaskId and present Status; this is not an error. Read it later with Task → Get. n8n's own time limit for executions ends the waiting, too: of tasks that the node has started, only n8n's log has the TaskIds then.",
		},
	},
} satisfies Partial<Record<OptionName, OptionRule>>;

/** Of operations that start tasks. */
const taskOptions = {
	maxConcurrentTasks: {
		schema: z.preprocess(unquoted, z.number().int().min(1)),
		rule: 'must be a whole number from 1',
		form: {
			displayName: 'Max Concurrent Tasks',
			type: 'number',
			default: 1,
			typeOptions: { minValue: 1 },
			description:
				'How many tasks that are waited for may run at once. Without this option, as many as Tencent Cloud lets the account run, by default one per model: the node finds that number by itself.',
		},
	},
} satisfies Partial<Record<OptionName, OptionRule>>;

/** Of operations that make a thing. */
const makerOptions = ({ nouns, repeat }: Subject) =>
	({
		reuseCreated: {
			...trueOrFalse,
			form: {
				displayName: reuseName(nouns),
				type: 'boolean',
				default: false,
				description: `Whether to put out the ${nouns.id} that an earlier execution of this node got for exactly the same input, instead of creating the ${nouns.thing} a second time. It goes by the n8n credential, so let one credential stand for one Tencent Cloud account.`,
			},
		},
		whenOutcomeUnknown: {
			schema: WHEN_UNKNOWN,
			rule: "must be 'stop' or 'createAgain'",
			form: {
				displayName: 'When Outcome Is Unknown',
				type: 'options',
				options: [
					{
						name: 'Stop and Say So',
						value: 'stop',
						description: `Never ${nouns.do}s ${oneOf(nouns.thing)} twice`,
					},
					{
						name: 'Create Again',
						value: 'createAgain',
						description:
							repeat === 'bySession'
								? 'Sends at most twice more, under the same SessionId, which Tencent Cloud refuses if the task exists'
								: `Sends at most twice more, and accepts that ${oneOf(nouns.thing)} may then exist twice`,
					},
				],
				default: 'stop',
				description:
					repeat === 'bySession'
						? 'What to do when a call was sent and no clear answer came back. Its task is looked for under its SessionId first. This option decides what happens if it is not listed.'
						: `What to do when a call was sent and no clear answer came back. The ${nouns.thing} may exist, but Tencent Cloud has no way to look it up.`,
			},
		},
	}) satisfies Partial<Record<OptionName, OptionRule>>;

/** How the form calls the option `reuseCreated`. */
export function reuseName({ things }: Nouns): string {
	return `Reuse Created ${things.replace(/\b\w/g, (letter) => letter.toUpperCase())}`;
}

/** The options that an operation has. */
export function rulesOf(subject: Subject): Map<OptionName, OptionRule> {
	const rules: Partial<Record<OptionName, OptionRule>> = {
		...callOptions(subject),
		...(subject.repeat === 'safe' ? {} : makerOptions(subject)),
		...(subject.check ? checkOptions : {}),
		...(subject.task || subject.waitsForTasks ? waitOptions : {}),
		...(subject.task ? taskOptions : {}),
	};
	return new Map(Object.entries(rules) as Array<[OptionName, OptionRule]>);
}
