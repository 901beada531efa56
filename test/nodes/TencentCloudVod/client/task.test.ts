/** How a task has ended, as recorded answers and the documentation have it. */
import {
	isTaskDetail,
	stateOf,
	type TaskDetail,
	type TaskState,
} from '../../../../nodes/TencentCloudVod/client/task';

const OUTPUT = { FileInfos: [] };
const WELL = { TaskId: 't', Status: 'FINISH', ErrCode: 0, ErrCodeExt: '', Output: OUTPUT };

/** An answer about the task t. */
const answer = (Status: string, member: object | null, others = {}): TaskDetail => {
	const detail = { Status, ...others, AigcVideoTask: member, AigcImageTask: null };
	if (!isTaskDetail(detail)) throw new Error('It is an answer about a task');
	return detail;
};

test.each<[string, TaskDetail, TaskState]>([
	['that waits', answer('WAITING', null), { kind: 'running', status: 'WAITING' }],
	[
		'that runs',
		answer('PROCESSING', { ...WELL, Status: 'PROCESSING', Output: null }),
		{ kind: 'running', status: 'PROCESSING' },
	],
	['that ended well', answer('FINISH', WELL), { kind: 'ended', output: OUTPUT }],
	['without an output', answer('FINISH', { ...WELL, Output: null }), { kind: 'ended', output: {} }],
	[
		'with unset fields',
		answer('FINISH', { TaskId: 't', ErrCode: null, ErrCodeExt: null, Output: OUTPUT }),
		{ kind: 'ended', output: OUTPUT },
	],
	[
		'that failed',
		answer('FINISH', { ...WELL, ErrCode: 70000, ErrCodeExt: 'InternalError', Message: ' a\nb ' }),
		{ kind: 'failed', code: 'InternalError', message: 'a b' },
	],
	[
		'with a code alone, as text',
		answer('FINISH', { ...WELL, ErrCode: '70000' }),
		{ kind: 'failed', code: 'ErrCode.70000', message: '' },
	],
	[
		'with an ErrCodeExt alone',
		answer('FINISH', { ...WELL, ErrCodeExt: 'TaskTimeout' }),
		{ kind: 'failed', code: 'TaskTimeout', message: '' },
	],
	[
		'with an ErrCodeExt that is no code',
		answer('FINISH', { ...WELL, ErrCodeExt: 'a b' }),
		{ kind: 'failed', code: 'ErrCode.0', message: '' },
	],
	[
		'with a status FAIL of its own',
		answer('FINISH', { ...WELL, Status: 'FAIL', Message: 'm' }),
		{ kind: 'failed', code: 'ErrCode.0', message: 'm' },
	],
	['that was stopped', answer('ABORTED', null), { kind: 'failed', code: 'ABORTED', message: '' }],
	['whose member is missing', answer('FINISH', null), { kind: 'running', status: 'FINISH' }],
	['in a state that is not known', answer('NEW', WELL), { kind: 'running', status: 'NEW' }],
	[
		'beside another object',
		answer('FINISH', WELL, { Usage: { ErrCode: 1 } }),
		{ kind: 'ended', output: OUTPUT },
	],
])('a task %s', (_title, detail, state) => {
	expect(stateOf(detail, 't')).toEqual(state);
});
