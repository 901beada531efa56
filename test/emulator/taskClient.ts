import type { AigcVideoTaskOutputFileInfo } from 'tencentcloud-sdk-nodejs-vod/tencentcloud/services/vod/v20180717/vod_models';
import { EMULATOR_SUB_APP_ID, type Emulator } from './emulator';
import { call, VIDEO, type RawCall } from './rawClient';

/** The member of an answer that tells of a task; null: there is none yet. */
export type Member = {
	Status: string;
	ErrCode: number;
	ErrCodeExt: string;
	Message: string;
	Output: { FileInfos: AigcVideoTaskOutputFileInfo[] } | null;
} | null;

/** Without a plan of lives, the third poll finds a task ended. */
const POLLS = 3;

/** Starts a task. @returns its TaskId. Throws where the call is refused. */
export async function startTask(
	emulator: Emulator,
	{ action = 'CreateAigcVideoTask', body = VIDEO, ...details }: RawCall = {},
): Promise<string> {
	const { TaskId, Error: error } = await call(emulator, { ...details, action, body });
	if (error) throw new Error(`${error.Code}: ${error.Message}`);
	return String(TaskId);
}

/** Asks for a task once. */
export async function pollTask(
	emulator: Emulator,
	TaskId: string,
	details: RawCall = {},
): Promise<Member> {
	const body = { TaskId, SubAppId: EMULATOR_SUB_APP_ID };
	const answer = await call(emulator, { ...details, action: 'DescribeTaskDetail', body });
	const type = TaskId.split('-')[1] ?? '';
	return answer[type] as Member;
}

/** Starts a task and asks for it until it has ended. */
export async function runTask(emulator: Emulator, details?: RawCall): Promise<NonNullable<Member>> {
	const taskId = await startTask(emulator, details);
	let member: Member = null;
	for (let n = 0; n < POLLS; n += 1) member = await pollTask(emulator, taskId);
	if (!member) throw new Error('The task has not ended.');
	return member;
}

/** Runs a task of a file. */
export async function fileOfTask(
	emulator: Emulator,
	details?: RawCall,
): Promise<Required<AigcVideoTaskOutputFileInfo>> {
	const { Output } = await runTask(emulator, details);
	const [file] = Output?.FileInfos ?? [];
	if (!file) throw new Error('The task has made no file.');
	return file as Required<AigcVideoTaskOutputFileInfo>;
}
