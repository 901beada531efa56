/** The video of an element. */
import type { INodeProperties } from 'n8n-workflow';

import type { ItemReader } from '../../execution/itemReader';
import { checkedText, type Checked } from '../../input/checked';
import { videoUrlFaults } from '../../input/mediaLinks';

const DISPLAY_NAME = 'Element Video';

/** Source: CreateAigcAdvancedCustomElement, ElementVideoList. Nothing of it is checked here: Tencent Cloud opens the video. */
const RULES = '3 to 8 seconds, 1080P, 16:9 or 9:16, at most 200 MB';

export const VIDEO_ADVICE = `A video must be an MP4 or MOV: ${RULES}.`;

export const elementVideoField: INodeProperties = {
	displayName: DISPLAY_NAME,
	name: 'elementVideo',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. https://example.com/mira.mp4',
	description: `Video of the person or figure. A link that Tencent Cloud can open without signing in: .mp4 or .mov, ${RULES}. For a file, first run Media → Upload and give its MediaUrl. If a person speaks in it, the element gets that voice.`,
};

export function readElementVideo(reader: ItemReader): Checked<string> {
	const video = reader.read('elementVideo', DISPLAY_NAME);
	return checkedText('elementVideo', `'${DISPLAY_NAME}'`, video, (url) =>
		videoUrlFaults(url, reader.allowsPrivateHosts),
	);
}
