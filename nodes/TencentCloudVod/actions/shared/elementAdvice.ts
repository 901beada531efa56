import type { Wording } from '../../messages/nouns';

/** What to check of pictures that Tencent Cloud does not take. */
export const PICTURE_ADVICE =
	'Check the pictures first: each link must open without signing in and give a JPEG or PNG of at most 10 MB, at least 300 pixels wide and high, no side more than 2.5 times the other. Pictures from files get links of your VOD application: open such a link in a browser. If it is refused, the application protects its files (hotlink protection, key, referer rules), from Tencent Cloud as well.';

/**
 * What to do about codes that mean something particular where an element is created.
 * @param media what shows how it looks
 * @param mediaAdvice what to check of it
 */
export function elementAdvice(media: string, mediaAdvice: string): Wording['advice'] {
	return [
		[
			/^(InvalidParameter\.(Violation|Voilation)Content|ContentModerationFailed)/,
			`Change the name, the description or ${media}: the same input is refused again.`,
		],
		[/^(InvalidParameter|Missing|UnknownParameter|InvalidRequest)/, mediaAdvice],
		[/^RequestSizeLimitExceeded/, 'Give links to the pictures, not the pictures themselves.'],
		[
			/^(LimitExceeded|ResourceInsufficient)/,
			'Ask Tencent Cloud for a larger quota for VOD elements, or wait until it is renewed.',
		],
	];
}
