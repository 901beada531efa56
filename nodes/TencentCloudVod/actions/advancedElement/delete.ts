/** Advanced Element → Delete: DeleteAigcAdvancedCustomElement. */
import { z } from 'zod';

import type { Outcome, Reading } from '../../client/outcome';
import { makes } from '../../execution/memories';
import { callsOf } from '../../execution/signedCall';
import { allOf } from '../../input/checked';
import { operation } from '../operation';
import { readRequiredSubAppId, requiredSubAppIdField } from '../shared/subAppId';
import { elementIdField, readElementId } from './elementId';

const DELETING = { name: 'DeleteAigcAdvancedCustomElement', version: '2018-07-17' };

/** One element to delete. */
interface ElementToDelete {
	SubAppId: number;
	ElementId: string;
}

export const deleteAdvancedElement = operation<ElementToDelete, string>({
	option: {
		name: 'Delete',
		value: 'delete',
		description:
			'Delete an advanced element. It cannot be undone: workflows that use its ElementId can then make no videos with it.',
		action: 'Delete an advanced element for good',
	},
	fields: [
		requiredSubAppIdField,
		{
			...elementIdField,
			description:
				'The element to delete. It cannot be undone: workflows that use its ElementId can then make no videos with it.',
		},
	],
	action: DELETING,
	quota: 20,
	repeat: 'safe',
	// What is deleted is remembered: a retry that deletes it once more would be refused.
	makes: makes(z.string(), (elementId) => elementId, 'input'),
	nouns: {
		thing: 'advanced element',
		things: 'advanced elements',
		id: 'ElementId',
		name: 'ElementId',
		do: 'delete',
		done: 'deleted',
	},
	advice: [
		[
			/^(ResourceNotFound|InvalidParameter)/,
			"Check 'Element' and 'Sub-Application'. An element that was deleted before is not there any more, either: Advanced Element → Get Many shows those that are.",
		],
	],
	readItem: (reader) =>
		allOf({ SubAppId: readRequiredSubAppId(reader), ElementId: readElementId(reader) }),
	nameOf: ({ ElementId }) => ElementId,
	bodyOf: (element) => element,
	// The answer does not name what was deleted.
	resultOf: () => undefined,
	attemptOf: (context, settings) => {
		const call = callsOf(context, settings);
		const unclear = new Set<ElementToDelete>();
		return async (element) => {
			const outcome = await call(DELETING, element, deletionOf(element));
			if (outcome.kind === 'failed') unclear.add(element);
			return isGone(outcome) && unclear.has(element)
				? { kind: 'done', value: element.ElementId, requestId: outcome.requestId }
				: outcome;
		};
	},
	outputOf: (ElementId) => ({ ElementId, deleted: true }),
});

/** An answer without an error says that it was deleted, and nothing else. */
function deletionOf({ ElementId }: ElementToDelete): Reading<string> {
	return {
		repeat: 'safe',
		resultOf: (response) => ('Error' in response ? undefined : ElementId),
	};
}

/** Refused because there is no such element: after a call that was not answered clearly, that call deleted it. */
function isGone(
	outcome: Outcome<unknown>,
): outcome is Extract<Outcome<unknown>, { kind: 'refused' }> {
	return outcome.kind === 'refused' && outcome.code.startsWith('ResourceNotFound');
}
