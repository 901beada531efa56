import type {
	AigcVideoTask,
	CreateAigcVideoTaskRequest,
	DescribeTaskDetailResponse,
} from 'tencentcloud-sdk-nodejs-vod/tencentcloud/services/vod/v20180717/vod_models';

interface VideoTask {
	taskId: string;
	request: CreateAigcVideoTaskRequest;
	startedAt: number;
	polls: number;
}

/** Video tasks. Each poll moves a task on: WAITING, PROCESSING, then FINISH. */
export class Tasks {
	private readonly byId = new Map<string, VideoTask>();

	start(taskId: string, request: CreateAigcVideoTaskRequest, now: number): void {
		this.byId.set(taskId, { taskId, request, startedAt: now, polls: 0 });
	}

	/** What DescribeTaskDetail answers; undefined for a task that does not exist. */
	poll(taskId: string, now: number): DescribeTaskDetailResponse | undefined {
		const task = this.byId.get(taskId);
		if (!task) return undefined;
		task.polls += 1;
		const common = { TaskType: 'AigcVideoTask', CreateTime: isoTime(task.startedAt) };
		if (task.polls === 1) return { ...common, Status: 'WAITING' };
		if (task.polls === 2) {
			return { ...common, Status: 'PROCESSING', AigcVideoTask: progressOf(task) };
		}
		return {
			...common,
			Status: 'FINISH',
			BeginProcessTime: isoTime(task.startedAt),
			FinishTime: isoTime(now),
			AigcVideoTask: resultOf(task),
		};
	}

	clear(): void {
		this.byId.clear();
	}
}

function progressOf(task: VideoTask): AigcVideoTask {
	return { ...describe(task), Status: 'PROCESSING', Progress: 50 };
}

function resultOf(task: VideoTask): AigcVideoTask {
	const permanent = task.request.OutputConfig?.StorageMode === 'Permanent';
	return {
		...describe(task),
		Status: 'FINISH',
		Progress: 100,
		Output: {
			FileInfos: [
				{
					StorageMode: permanent ? 'Permanent' : 'Temporary',
					FileType: 'mp4',
					FileUrl: `https://emulator.invalid/${task.taskId}.mp4`,
					...(permanent && { FileId: '3270835009012345678' }),
				},
			],
		},
	};
}

function describe({ taskId, request }: VideoTask): AigcVideoTask {
	return {
		TaskId: taskId,
		ErrCode: 0,
		ErrCodeExt: '',
		Message: '',
		Input: {
			ModelName: request.ModelName,
			ModelVersion: request.ModelVersion,
			Prompt: request.Prompt,
			SubjectInfos: request.SubjectInfos,
		},
		SessionId: request.SessionId,
		SessionContext: request.SessionContext,
	};
}

function isoTime(milliseconds: number): string {
	return new Date(milliseconds).toISOString();
}
