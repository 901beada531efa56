/** What to do about codes that mean something particular where something is generated. */
import type { Wording } from '../../messages/nouns';
import { SUB_APP_ADVICE } from './subAppId';

const OTHER_CONTENT =
	'Change the prompt or the images: the same input is refused again. What was refused is said below, if Tencent Cloud says it.';

const COMBINATION =
	"Compare the model and its version with the rest: not every version takes every duration, resolution, aspect ratio, number of images and 'Usage' of images. 'Validate Only' in the options shows the request.";

/** Of the call. */
export const GENERATION_ADVICE: Wording['advice'] = [
	...SUB_APP_ADVICE,
	[/^(InvalidParameter\.(Violation|Voilation)Content|ContentModerationFailed)/, OTHER_CONTENT],
	[
		/^InvalidParameterValue\.FileId/,
		"Check each 'File ID': it must be of a file in the chosen sub-application that has not been deleted.",
	],
	[
		/^InvalidParameterValue\.SessionContextTooLong/,
		"Shorten 'Session Context' to at most 1000 characters.",
	],
	[/^(InvalidParameter|Missing|UnknownParameter|InvalidRequest)/, COMBINATION],
	[
		/^LimitExceeded\.Quota/,
		'The sub-application has a quota for AI generation, and it is used up. Raise it in the console of VOD, or wait until it is renewed.',
	],
	[
		/^UnauthorizedOperation/,
		'AI generation has to be opened for the account. Ask Tencent Cloud for it, and check in the console (CAM) what the key may do.',
	],
];

/** Of the task, by its ErrCodeExt. */
export const GENERATION_TASK_ADVICE: Wording['advice'] = [
	[/^(InvalidParameter\.(Violation|Voilation)Content|ContentModerationFailed)/, OTHER_CONTENT],
	[
		/^(InvalidParameter\.MediaFormat|ResourceNotFound|ErrCode\.60000)/,
		"Check that each link to an image opens without signing in, and choose under 'Input Region' where the links lead: from the wrong region Tencent Cloud may not get at them. Images are PNG, JPEG or WebP.",
	],
	[
		/^(InvalidParameter|ErrCode\.40000|InternalError)/,
		`Read what Tencent Cloud says below. ${COMBINATION}`,
	],
];
