import type {
	AigcVideoOutputConfig,
	AigcVideoTaskInputFileInfo,
	AigcVideoTaskInputSubjectInfo,
	CreateAigcCustomElementRequest,
	CreateAigcVideoTaskRequest,
	DescribeSubAppIdsRequest,
	DescribeTaskDetailRequest,
	ElementReferInfo,
	ResourceTag,
} from 'tencentcloud-sdk-nodejs-vod/tencentcloud/services/vod/v20180717/vod_models';
import { z } from 'zod';
import { refusal, type Refusal } from './refusal';

/** Exactly the fields of the official SDK's type, each of its type: the compiler finds what differs. */
type FieldsOf<T> = { [Field in keyof Required<T>]: z.ZodType<T[Field]> };

const text = z.string().optional();
const texts = z.array(z.string()).optional();
const integer = z.number().int();

/** Counted in code points; what the service itself counts is not documented. */
function requiredText(maximum: number): z.ZodType<string> {
	return z
		.string()
		.min(1)
		.refine((value) => [...value].length <= maximum, `takes at most ${maximum} characters`);
}

const imageUrl: z.ZodType<string> = z
	.string()
	.refine((value) => /^https?:\/\/[^/]/i.test(value), 'must be a URL');

export const createAigcCustomElement = z.strictObject({
	ElementName: requiredText(20),
	ElementDescription: requiredText(100),
	ElementFrontalImage: imageUrl,
	ElementReferList: z
		.array(z.strictObject({ ImageUrl: imageUrl } satisfies FieldsOf<Required<ElementReferInfo>>))
		.min(1)
		.max(3),
} satisfies FieldsOf<CreateAigcCustomElementRequest>);

export const describeSubAppIds = z.strictObject({
	Name: text,
	Tags: z
		.array(
			z.strictObject({ TagKey: z.string(), TagValue: z.string() } satisfies FieldsOf<ResourceTag>),
		)
		.optional(),
	Offset: integer.min(0).optional(),
	Limit: integer.min(0).max(200).optional(),
} satisfies FieldsOf<DescribeSubAppIdsRequest>);

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

export const createAigcVideoTask = z.strictObject({
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
	SessionId: text,
	SessionContext: text,
	TasksPriority: integer.min(-10).max(10).optional(),
	ExtInfo: text,
} satisfies FieldsOf<CreateAigcVideoTaskRequest>);

export const describeTaskDetail = z.strictObject({
	TaskId: z.string(),
	SubAppId: integer.optional(),
} satisfies FieldsOf<DescribeTaskDetailRequest>);

/** The service's code for the first rule that a request's fields break. */
export function refuseFields({ issues }: z.ZodError): Refusal {
	const [issue] = issues;
	if (!issue) return refusal('InvalidParameter', 'The request is not valid.');
	const field = issue.path.join('.');
	if (issue.code === 'unrecognized_keys') {
		const unknown = [...issue.path, issue.keys[0]].join('.');
		return refusal('UnknownParameter', `The parameter ${unknown} is not known.`);
	}
	if (issue.code !== 'invalid_type') {
		return refusal(
			'InvalidParameterValue',
			`The value of ${field} is not valid: ${issue.message}.`,
		);
	}
	if (issue.received === 'undefined') {
		return refusal('MissingParameter', `The parameter ${field} is missing.`);
	}
	return refusal('InvalidParameter', `The parameter ${field || 'body'} must be ${issue.expected}.`);
}
