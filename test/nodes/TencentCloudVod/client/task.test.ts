/** What DescribeTaskDetail tells of a task, the odd answers included. */
import { hasFoundNoPlace, stateOf } from '../../../../nodes/TencentCloudVod/client/task';

const ID = '1500000001-AigcVideoTask-1';

const finished = (member: object, Status = 'FINISH') => ({
	Status,
	TaskType: 'AigcVideoTask',
	ProcedureTask: null,
	AigcVideoTask: { TaskId: ID, ...member },
});

const Output = { FileInfos: [{ FileUrl: 'u' }] };
const failed = (code: string, message = '') => ({ kind: 'failed', code, message });
const running = (status: string) => ({ kind: 'running', status });

test.each<[string, Record<string, unknown> & { Status: string }, object]>([
	['waiting', finished({ Status: 'WAITING' }, 'WAITING'), running('WAITING')],
	[
		'an end in the member before that of the task',
		finished({ Output }, 'PROCESSING'),
		running('PROCESSING'),
	],
	['a status that is new', finished({}, 'QUEUED'), running('QUEUED')],
	['all members null', { Status: 'FINISH', AigcVideoTask: null }, running('FINISH')],
	['done', finished({ ErrCode: 0, ErrCodeExt: '', Output }), { kind: 'ended', output: Output }],
	['done, said in text', finished({ ErrCode: '0', Output }), { kind: 'ended', output: Output }],
	[
		'done, said with null',
		finished({ ErrCode: null, ErrCodeExt: null, Output }),
		{ kind: 'ended', output: Output },
	],
	['done without an output', finished({ ErrCode: 0, Output: null }), { kind: 'ended', output: {} }],
	[
		'failed',
		finished({ ErrCode: 70000, ErrCodeExt: 'InternalError', Message: 'No\nidea' }),
		failed('InternalError', 'No idea'),
	],
	[
		'failed by ErrCodeExt alone',
		finished({ ErrCode: 0, ErrCodeExt: 'TaskTimeout' }),
		failed('TaskTimeout'),
	],
	['failed without ErrCodeExt', finished({ ErrCode: 70000 }), failed('ErrCode.70000')],
	['failed, said in text', finished({ ErrCode: '70000', ErrCodeExt: '' }), failed('ErrCode.70000')],
	[
		'failed with an ErrCodeExt that is no code',
		finished({ ErrCode: 70000, ErrCodeExt: 'two words' }),
		failed('ErrCode.70000'),
	],
	['FAIL within, with ErrCode 0', finished({ Status: 'FAIL', ErrCode: 0 }), failed('ErrCode.0')],
	['stopped', { Status: 'ABORTED', AigcVideoTask: null }, failed('ABORTED')],
	[
		'the member of another task before its own',
		{ Another: { TaskId: 'x', ErrCode: 7 }, ...finished({ ErrCode: 0, Output }) },
		{ kind: 'ended', output: Output },
	],
])('%s', (_title, detail, state) => {
	expect(stateOf(detail, ID)).toEqual(state);
});

test.each(['RequestLimitExceeded', 'RequestLimitExceeded.Concurrency'])(
	'%s is want of a place',
	(code) => {
		expect(hasFoundNoPlace({ code })).toBe(true);
		expect(hasFoundNoPlace({ code: `X${code}` })).toBe(false);
	},
);
