/** Texts for tasks that end without what they were started for, by ErrCodeExt. */
import { hasFoundNoPlace } from '../client/task';
import type { Text } from './codeTexts';
import type { Wording } from './nouns';

/** By the beginning of the code: the first that fits counts. */
const TASK_TEXTS: ReadonlyArray<readonly [code: RegExp, text: Text]> = [
	[
		/^(InvalidParameter\.(Violation|Voilation)Content|ContentModerationFailed)/,
		[
			"Tencent Cloud's content check refused the text, a picture or what was made",
			'Change the text or the pictures: the same input is refused again.',
		],
	],
	[
		/^InvalidParameter\.MediaFormat/,
		[
			'Tencent Cloud could not use a picture or a video',
			'Check that each link opens without signing in, and type, size, width and height of the file.',
		],
	],
	[
		/^(InvalidParameter|ErrCode\.40000)/,
		['Tencent Cloud did not accept the input', 'Correct what Tencent Cloud names below.'],
	],
	[
		/^InternalError/,
		[
			'Tencent Cloud reported an internal error, which mostly stands for a combination of settings that the model does not take',
			'Read what Tencent Cloud says below and correct the input. Send it unchanged only if that says nothing about the input.',
		],
	],
	[
		/^ResourceInsufficient/,
		[
			'Tencent Cloud did not have enough resources for it',
			'Check the bill and the quota of the account, and try again later.',
		],
	],
	[
		/^(ResourceNotFound|ErrCode\.60000)/,
		[
			'Tencent Cloud did not find, or could not read, something that the input names',
			'Check that each link opens without signing in, and that IDs belong to this account and sub-application.',
		],
	],
	[
		/^(FailedOperation|ModelGenerateFailed)/,
		[
			'the model failed, or its queue was full',
			'Try again later. If that fails too, change the pictures or the text.',
		],
	],
	[/^TaskTimeout/, ['it took Tencent Cloud too long', 'Try again later.']],
	[
		/^(OperationCanceled|ABORTED)/,
		['it was stopped at Tencent Cloud', 'Find out who stopped it, and start it again.'],
	],
	[
		/^NoResult/,
		[
			'it ended without an error and without a result',
			"Read it with Task → Get, with 'Simplify' switched off, and ask Tencent Cloud's support with the TaskId.",
		],
	],
];

const OTHER: Text = [
	'Tencent Cloud gives a reason that is not documented',
	'Read what Tencent Cloud says below, and ask its support with the TaskId if that does not help.',
];

const NO_PLACE: Text = [
	'The task was started and ended at once, because the account was running as many tasks as it may, so nothing was {done}.',
	"By default an account runs one task of a model at a time. Raise 'Max Wait' in the options, run when others are quiet, or ask Tencent Cloud for more places.",
];

export function textOfFailedTask(
	failure: { code: string },
	{ taskAdvice = [] }: Pick<Wording, 'taskAdvice'>,
): Text {
	if (hasFoundNoPlace(failure)) return NO_PLACE;
	const [why, remedy] = TASK_TEXTS.find(([code]) => code.test(failure.code))?.[1] ?? OTHER;
	const particular = taskAdvice.find(([code]) => code.test(failure.code));
	return [`The task failed, so nothing was {done}: ${why}.`, particular?.[1] ?? remedy];
}

/** Of a task that runs, as far as anybody knows. */
export const UNREAD: Text = [
	'The task was started, but Tencent Cloud refuses to say how far it is.',
	'The task goes on all the same. Fix the cause, then read it with Task → Get within 3 days. Check the key and its permissions first: it must be allowed to call DescribeTaskDetail.',
];
