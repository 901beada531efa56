/** What an advanced element may have beside its name, description and pictures or video. */
import type { INodeProperties } from 'n8n-workflow';

import type { ItemReader } from '../../execution/itemReader';
import { wrong, type Checked } from '../../input/checked';
import { notTextFault } from '../../input/texts';

const VOICE_ID = 'Element Voice ID';
const TAGS = 'Tags';

export const additionalFields: INodeProperties = {
	displayName: 'Additional Fields',
	name: 'additionalFields',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	options: [
		{
			displayName: VOICE_ID,
			name: 'elementVoiceId',
			type: 'string',
			default: '',
			description:
				'VoiceId of a voice that was created in Tencent Cloud VOD. Works for elements from a video; with some models also for elements from pictures of a person.',
		},
		{
			displayName: TAGS,
			name: 'tags',
			type: 'multiOptions',
			// Source: Kling's API documentation, `tag_list` of elements: Tencent Cloud passes them on.
			options: [
				{ name: 'Animal', value: 'o_103', description: 'Tag ID o_103' },
				{ name: 'Character', value: 'o_102', description: 'Tag ID o_102' },
				{ name: 'Costume', value: 'o_105', description: 'Tag ID o_105' },
				{ name: 'Effect', value: 'o_107', description: 'Tag ID o_107' },
				{ name: 'Item', value: 'o_104', description: 'Tag ID o_104' },
				{ name: 'Other', value: 'o_108', description: 'Tag ID o_108' },
				{ name: 'Scene', value: 'o_106', description: 'Tag ID o_106' },
				{ name: 'Trend', value: 'o_101', description: 'Tag ID o_101' },
			],
			default: [],
			description:
				'Categories of the element. An expression may give any tag IDs, as an array or separated by commas: o_102, o_105.',
		},
	],
};

/** Under the names of the request; without what nobody entered. */
export interface AdditionalFields {
	ElementVoiceId?: string;
	/** JSON text. */
	TagList?: string;
}

export function readVoiceId(reader: ItemReader): Checked<Pick<AdditionalFields, 'ElementVoiceId'>> {
	const value = reader.read('elementVoiceId', VOICE_ID, 'additionalFields.elementVoiceId');
	if (isAbsent(value)) return { ok: true, value: {} };
	if (typeof value === 'string') return { ok: true, value: { ElementVoiceId: value.trim() } };
	return wrong('elementVoiceId', `'${VOICE_ID}'`, notTextFault(value));
}

export function readTags(reader: ItemReader): Checked<Pick<AdditionalFields, 'TagList'>> {
	const tags = tagsIn(reader.read('tags', TAGS, 'additionalFields.tags'));
	if (!tags.every((tag) => typeof tag === 'string' && tag.trim() !== '')) {
		return wrong('tags', `'${TAGS}'`, 'must be tag IDs, such as o_102');
	}
	if (tags.length === 0) return { ok: true, value: {} };
	return { ok: true, value: { TagList: JSON.stringify(tags.map((tag_id) => ({ tag_id }))) } };
}

/** Of an array, the entries as they are; of a text, what stands between its commas. */
function tagsIn(value: unknown): unknown[] {
	if (isAbsent(value)) return [];
	if (typeof value !== 'string') return Array.isArray(value) ? value : [value];
	return value
		.split(',')
		.map((tag) => tag.trim())
		.filter((tag) => tag !== '');
}

function isAbsent(value: unknown): boolean {
	return (
		value === undefined || value === null || (typeof value === 'string' && value.trim() === '')
	);
}
