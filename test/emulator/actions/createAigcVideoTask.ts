import type {
	AigcVideoOutputConfig,
	AigcVideoTaskInput,
	AigcVideoTaskInputFileInfo,
	AigcVideoTaskInputSubjectInfo,
	AigcVideoTaskOutput,
	CreateAigcVideoTaskRequest,
} from 'tencentcloud-sdk-nodejs-vod/tencentcloud/services/vod/v20180717/vod_models';
import { z } from 'zod';
import type { Account } from '../account';
import { frameOf } from '../frame';
import type { Made } from '../ledger';
import { missing, refusal, type Refusal } from '../refusal';
import { mistakeInVideo } from '../videoRules';
import { onOff, text, webUrl, type FieldsOf } from './fields';
import { generationFields, generationInput, outputFields } from './generation';
import { FILE_TYPES, mistakeInFiles, refuseFileId, refuseFiles } from './inputFiles';
import { outputFile } from './outputFile';
import { taskAction, type SucceededTask } from './taskAction';

const subjectInfo = z.strictObject({
	Id: text,
	Name: text,
	VoiceId: text,
	ImageUrls: z.array(webUrl).max(3).optional(),
	VideoUrls: z.array(webUrl).max(1).optional(),
} satisfies FieldsOf<AigcVideoTaskInputSubjectInfo>);

const fileInfo = z.strictObject({
	Type: z.enum(FILE_TYPES).optional(),
	Category: z.enum(['Image', 'Video', 'Audio']).optional(),
	FileId: text,
	Url: text,
	Base64: text,
	ReferenceType: text,
	ObjectId: text,
	VoiceId: text,
	KeepOriginalSound: onOff,
	Usage: z.enum(['FirstFrame', 'Reference', 'LastFrame']).optional(),
	Text: text,
} satisfies FieldsOf<AigcVideoTaskInputFileInfo>);

const outputConfig = z.strictObject({
	...outputFields,
	Duration: z.number().optional(),
	AudioGeneration: onOff,
	EnhanceSwitch: onOff,
	OffPeak: onOff,
	FrameInterpolate: onOff,
	EnableBGM: onOff,
} satisfies FieldsOf<AigcVideoOutputConfig>);

const fields = z.strictObject({
	...generationFields,
	FileInfos: z.array(fileInfo).optional(),
	SubjectInfos: z.array(subjectInfo).optional(),
	LastFrameFileId: text,
	LastFrameUrl: text,
	OutputConfig: outputConfig.optional(),
	Procedure: text,
} satisfies FieldsOf<CreateAigcVideoTaskRequest>);

type VideoRequest = z.infer<typeof fields>;

const inputFields = z.strictObject({
	...generationInput,
	FileInfos: z.array(fileInfo.omit({ Base64: true })),
	SubjectInfos: z.array(subjectInfo),
	LastFrameFileId: text,
	LastFrameUrl: text,
	OutputConfig: outputConfig,
	InputRegion: text,
} satisfies FieldsOf<AigcVideoTaskInput>);

export const createAigcVideoTask = taskAction({
	action: 'CreateAigcVideoTask',
	name: ({ Prompt }) => Prompt,
	fields,
	refuse: (request, account) =>
		refusePrompt(request) ??
		refuseSubjects(request, account) ??
		refuseFiles(request, account) ??
		refuseLastFrame(request, account),
	task: {
		taskType: 'AigcVideoTask',
		member: 'AigcVideoTask',
		inputFields,
		model: ({ ModelName }) => ModelName,
		mistakeIn: (request, account) => mistakeInVideo(request) ?? mistakeInFiles(request, account),
		emptyOutput: { FileInfos: [], ProcedureTaskIds: [] } satisfies AigcVideoTaskOutput,
		succeed: output,
	},
});

function refusePrompt(request: VideoRequest): Refusal | undefined {
	const { Prompt, FileInfos = [], SceneType, ExtInfo } = request;
	return Prompt || SceneType || ExtInfo || FileInfos.length > 0 ? undefined : missing('Prompt');
}

function refuseLastFrame(request: VideoRequest, account: Account): Refusal | undefined {
	const { LastFrameFileId = '' } = request;
	if (LastFrameFileId === '') return undefined;
	return refuseFileId(LastFrameFileId, 'LastFrameFileId', request, account);
}

function refuseSubjects(
	{ ModelName, SubjectInfos = [] }: VideoRequest,
	{ ledger }: Account,
): Refusal | undefined {
	for (const [position, { Id }] of SubjectInfos.entries()) {
		const field = `SubjectInfos.${position}.Id`;
		if (Id === undefined && ModelName === 'Kling') {
			return missing(field);
		}
		if (Id !== undefined && !isElement(ledger.find(Id))) {
			return refusal('InvalidParameterValue', `The value of ${field} is no known ElementId.`);
		}
	}
	return undefined;
}

function isElement(thing: Made | undefined): boolean {
	return thing?.kind === 'element' && thing.deletedAt === undefined;
}

function output(task: SucceededTask<VideoRequest>): AigcVideoTaskOutput {
	const { OutputConfig = {} } = task.request;
	const { Duration: duration = 5, AspectRatio = '16:9', Resolution = '720P' } = OutputConfig;
	const frame = frameOf(AspectRatio, Resolution);
	const file = outputFile(task, { kind: 'video', position: 0, frame, duration });
	return {
		FileInfos: [{ ...file, FileContent: '', UsageType: '' }],
		ProcedureTaskIds: [],
		Usage: { InputTokens: 0, ThoughtTokens: 0 },
	};
}
