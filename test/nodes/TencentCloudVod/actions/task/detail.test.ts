import { simplified } from '../../../../../nodes/TencentCloudVod/actions/task/detail';
import { isTaskDetail } from '../../../../../nodes/TencentCloudVod/client/task';

const NOTHING = {
	TaskType: null,
	Progress: null,
	ErrCode: null,
	ErrCodeExt: null,
	Message: null,
	Files: [],
	FileUrl: null,
	FileId: null,
	ElementId: null,
	CreateTime: null,
	FinishTime: null,
};

test.each<[string, Record<string, unknown>, object]>([
	['no member yet', { Status: 'WAITING', AigcVideoTask: null }, { Status: 'WAITING' }],
	[
		'no output',
		{ Status: 'PROCESSING', AigcImageTask: { Progress: 3, Output: null } },
		{ Progress: 3 },
	],
	[
		'a file without measures',
		{
			Status: 'FINISH',
			AigcImageTask: { Output: { FileInfos: [{ FileUrl: 'u', MetaData: null }] } },
		},
		{ FileUrl: 'u', Files: [{ FileUrl: 'u', FileId: null, Duration: null, Size: null }] },
	],
	[
		'an element, by its text and not by the number in ElementInfo',
		{
			Status: 'FINISH',
			CreateAigcAdvancedCustomElementTask: {
				Output: { InfoList: [{ ElementId: '865750283577090106', ElementInfo: '{"id":1}' }] },
			},
		},
		{ ElementId: '865750283577090106' },
	],
	[
		'a member that nobody knows',
		{ Status: 'FINISH', NewTask: { ErrCode: 70000 } },
		{ ErrCode: 70000 },
	],
])('a task with %s', (_title, answer, told) => {
	if (!isTaskDetail(answer)) throw new Error('It is an answer about a task');
	expect(simplified('t', answer)).toMatchObject({ ...NOTHING, TaskId: 't', ...told });
});

test.each<Record<string, unknown>>([{}, { Status: 7 }])('%j says nothing of a task', (answer) => {
	expect(isTaskDetail(answer)).toBe(false);
});
