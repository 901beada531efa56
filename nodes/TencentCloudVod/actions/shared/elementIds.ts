/** The elements that appear in a video, by their ElementIds. */
import type { INodeProperties } from 'n8n-workflow';

import { quoteLongIntegers, readId } from '../../client/answer';
import type { ItemReader } from '../../execution/itemReader';
import { wrong, type Checked } from '../../input/checked';

const FIELD = 'elementIds';
const DISPLAY_NAME = 'Element IDs';
export const ELEMENT_IDS_LABEL = `'${DISPLAY_NAME}'`;

export const elementIdsField: INodeProperties = {
	displayName: DISPLAY_NAME,
	name: FIELD,
	type: 'string',
	default: '',
	placeholder: 'e.g. 8712345678901234567, 8712345678901234568',
	description:
		'ElementIds of the people and things that appear, separated by commas. An expression may give an array. The first is &lt;&lt;&lt;element_1&gt;&gt;&gt; in the prompt. Kling O1, 3.0 and 3.0-Omni take elements.',
};

export function readElementIds(reader: ItemReader): Checked<string[]> {
	const entries = entriesIn(reader.read(FIELD, DISPLAY_NAME));
	if (!entries) {
		return wrong(
			FIELD,
			ELEMENT_IDS_LABEL,
			'starts like JSON but cannot be read as JSON (check quotes and commas)',
		);
	}
	// String(…) would come too late for one that long.
	if (entries.some((entry) => typeof entry === 'number' && !Number.isSafeInteger(entry))) {
		return wrong(
			FIELD,
			ELEMENT_IDS_LABEL,
			'must be text: as numbers they have lost their last digits',
		);
	}
	const ids = entries.map((entry) => readId(idOf(entry)));
	const known = ids.filter((id) => id !== undefined);
	return known.length === ids.length && known.every((id) => !/\s/.test(id))
		? { ok: true, value: known }
		: wrong(FIELD, ELEMENT_IDS_LABEL, 'must be ElementIds, separated by commas');
}

/** @returns undefined where it is JSON that cannot be read */
function entriesIn(value: unknown): unknown[] | undefined {
	if (value === undefined || value === null) return [];
	if (Array.isArray(value)) return value as unknown[];
	if (typeof value !== 'string') return [value];
	const text = value.trim();
	if (!/^[[{"]/.test(text)) return text.split(/[\s,]+/).filter((id) => id !== '');
	try {
		const parsed: unknown = JSON.parse(quoteLongIntegers(text));
		return typeof parsed === 'string'
			? entriesIn(parsed)
			: Array.isArray(parsed)
				? parsed
				: [parsed];
	} catch {
		return undefined;
	}
}

/** An item of an operation that creates elements may stand for its element. */
function idOf(entry: unknown): unknown {
	return typeof entry === 'object' && entry !== null && 'ElementId' in entry
		? entry.ElementId
		: entry;
}
