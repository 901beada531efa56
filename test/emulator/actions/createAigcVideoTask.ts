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
import { refusal, type Refusal } from '../refusal';
import { integer, text, texts, type FieldsOf } from './fields';
import { outputFile } from './outputFile';
import { taskAction, taskFields, type SucceededTask } from './taskAction';

const subjectInfo = z.strictObject({
	Id: text,
	Name: text,
	VoiceId: text,
	ImageUrls: texts,
	VideoUrls: texts,
} satisfies FieldsOf<AigcVideoTaskInputSubjectInfo>);

const fileInfo = z.strictObject({
	Type: text,
	Category: text,
	FileId: text,
	Url: text,
	Base64: text,
	ReferenceType: text,
	ObjectId: text,
	VoiceId: text,
	KeepOriginalSound: text,
	Usage: text,
	Text: text,
} satisfies FieldsOf<AigcVideoTaskInputFileInfo>);

const outputConfig = z.strictObject({
	StorageMode: z.enum(['Temporary', 'Permanent']).optional(),
	MediaName: text,
	ClassId: integer.optional(),
	ExpireTime: text,
	Duration: z.number().optional(),
	Resolution: text,
	AspectRatio: text,
	AudioGeneration: text,
	PersonGeneration: text,
	InputComplianceCheck: text,
	OutputComplianceCheck: text,
	EnhanceSwitch: text,
	OffPeak: text,
	FrameInterpolate: text,
	LogoAdd: text,
	EnableBGM: text,
} satisfies FieldsOf<AigcVideoOutputConfig>);

const fields = z.strictObject({
	SubAppId: integer,
	ModelName: z.string(),
	ModelVersion: z.string(),
	FileInfos: z.array(fileInfo).optional(),
	SubjectInfos: z.array(subjectInfo).optional(),
	LastFrameFileId: text,
	LastFrameUrl: text,
	Prompt: text,
	NegativePrompt: text,
	EnhancePrompt: text,
	OutputConfig: outputConfig.optional(),
	InputRegion: text,
	SceneType: text,
	Procedure: text,
	Seed: integer.optional(),
	ExtInfo: text,
	...taskFields,
} satisfies FieldsOf<CreateAigcVideoTaskRequest>);

type VideoRequest = z.infer<typeof fields>;

const inputFields = z.strictObject({
	ModelName: fields.shape.ModelName,
	ModelVersion: fields.shape.ModelVersion,
	FileInfos: z.array(fileInfo.omit({ Base64: true })),
	SubjectInfos: z.array(subjectInfo),
	LastFrameFileId: text,
	LastFrameUrl: text,
	Prompt: text,
	NegativePrompt: text,
	EnhancePrompt: text,
	GenerationMode: text,
	OutputConfig: outputConfig,
	InputRegion: text,
	SceneType: text,
	Seed: integer,
} satisfies FieldsOf<AigcVideoTaskInput>);

export const createAigcVideoTask = taskAction({
	action: 'CreateAigcVideoTask',
	name: ({ Prompt }) => Prompt,
	fields,
	refuse: refuseSubjects,
	task: {
		taskType: 'AigcVideoTask',
		member: 'AigcVideoTask',
		inputFields,
		model: ({ ModelName }) => ModelName,
		emptyOutput: { FileInfos: [], ProcedureTaskIds: [] } satisfies AigcVideoTaskOutput,
		succeed: output,
	},
});

function refuseSubjects(
	{ ModelName, SubjectInfos = [] }: VideoRequest,
	{ ledger }: Account,
): Refusal | undefined {
	for (const [position, { Id }] of SubjectInfos.entries()) {
		const field = `SubjectInfos.${position}.Id`;
		if (Id === undefined && ModelName === 'Kling') {
			return refusal('MissingParameter', `The parameter ${field} is missing.`);
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
