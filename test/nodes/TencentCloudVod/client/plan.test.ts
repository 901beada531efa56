import type { Entry } from '../../../../nodes/TencentCloudVod/client/entry';
import { finalOf } from '../../../../nodes/TencentCloudVod/client/plan';

const entry = (outcome: Entry<string>['outcome'], rest: Partial<Entry<string>>): Entry<string> => ({
	outcome,
	sentAt: 0,
	unknownSends: 0,
	failedBefore: 0,
	executionId: 'own',
	inputHash: 'i',
	keyHash: 'k',
	...rest,
});
const failed = (rest: Partial<Entry<string>>) =>
	entry({ kind: 'taskFailed', taskId: 't', code: 'c', message: '', requestId: 'r' }, rest);
const laterOfOther = { failedBefore: 2, executionId: 'other' };

const ownFailure = failed({});
const othersFailure = failed(laterOfOther);
const othersStart = entry(
	{ kind: 'started', taskId: 'u', status: 'WAITING', requestId: 'r' },
	laterOfOther,
);
const othersResult = entry({ kind: 'done', value: 'made', requestId: 'r' }, laterOfOther);

/** As for operations that start tasks. */
const isFinal = ({ executionId, outcome: { kind } }: Entry<string>) =>
	kind === 'done' || (kind === 'taskFailed' && executionId === 'own');

test.each([
	["an execution's own failure, whatever came of another's", othersFailure, ownFailure],
	["nothing, while another's may bring something", othersStart, undefined],
	["another's result", othersResult, othersResult],
])('what settles an item: %s', (_title, ofReuse, settling) => {
	expect(finalOf([ownFailure, ofReuse], isFinal)).toBe(settling);
	expect(finalOf([ofReuse, ownFailure], isFinal)).toBe(settling);
});
