/** What people read of a task that failed, for every ErrCodeExt that is documented. */
import { textOfFailedTask } from '../../../../nodes/TencentCloudVod/messages/taskTexts';
import type { DOCUMENTED_ERR_CODE_EXTS } from '../../../emulator/taskLives';

const OTHER = textOfFailedTask({ code: 'NeverHeardOf' }, {});

const SAYS: Record<(typeof DOCUMENTED_ERR_CODE_EXTS)[number], RegExp> = {
	RequestLimitExceeded: /running as many tasks as it may/,
	'InvalidParameter.VoilationContent': /content check/,
	'InvalidParameter.ViolationContent': /content check/,
	InvalidParameterValue: /did not accept the input/,
	InvalidParameter: /did not accept the input/,
	'InvalidParameter.MediaFormat': /could not use a picture or a video/,
	ContentModerationFailed: /content check/,
	ResourceInsufficient: /enough resources/,
	ResourceNotFound: /did not find, or could not read/,
	ModelGenerateFailed: /the model failed/,
	OperationCanceled: /was stopped/,
	TaskTimeout: /too long/,
	FailedOperation: /the model failed/,
	InternalError: /a combination of settings/,
};

test.each([
	...Object.entries(SAYS),
	['ErrCode.40000', /input/],
	['ErrCode.60000', /find/],
] as const)('%s is told in words, and what to do about it', (code, says) => {
	const [happened, remedy] = textOfFailedTask({ code }, {});
	expect(happened).toMatch(says);
	expect(happened).toMatch(/^The task .*nothing was \{done\}/);
	for (const text of [happened, remedy]) {
		expect(text).toMatch(/^[A-Z].*\.$/);
		expect(text).not.toMatch(/ {2}|\.\.|undefined/);
	}
	expect([happened, remedy]).not.toEqual(OTHER);
});

test('any other code sends its reader to what Tencent Cloud says', () => {
	expect(OTHER.join(' ')).toMatch(/not documented.*Read what Tencent Cloud says below/);
	expect(textOfFailedTask({ code: 'ErrCode.70000' }, {})).toEqual(OTHER);
});
