import type {
	AigcImageOutputConfig,
	AigcImageTaskInput,
	AigcImageTaskInputFileInfo,
	AigcImageTaskOutput,
	CreateAigcImageTaskRequest,
} from 'tencentcloud-sdk-nodejs-vod/tencentcloud/services/vod/v20180717/vod_models';
import { z } from 'zod';
import { frameOf } from '../frame';
import { mistakeInImage, picturesMadeBy } from '../imageRules';
import { missing, type Refusal } from '../refusal';
import { integer, text, type FieldsOf } from './fields';
import { generationFields, generationInput, outputFields } from './generation';
import { FILE_TYPES, mistakeInFiles, refuseFiles } from './inputFiles';
import { outputFile } from './outputFile';
import { taskAction, type SucceededTask } from './taskAction';

const fileInfo = z.strictObject({
	Type: z.enum(FILE_TYPES).optional(),
	FileId: text,
	Url: text,
	Base64: text,
	Text: text,
	ReferenceType: text,
} satisfies FieldsOf<AigcImageTaskInputFileInfo>);

const outputConfig = z.strictObject({
	...outputFields,
	OutputImageCount: integer.optional(),
	OutputFormat: z.enum(['jpeg', 'png']).optional(),
} satisfies FieldsOf<AigcImageOutputConfig>);

const fields = z.strictObject({
	...generationFields,
	FileInfos: z.array(fileInfo).optional(),
	OutputConfig: outputConfig.optional(),
} satisfies FieldsOf<CreateAigcImageTaskRequest>);

type ImageRequest = z.infer<typeof fields>;

const inputFields = z.strictObject({
	...generationInput,
	FileInfos: z.array(fileInfo.omit({ Base64: true })),
	OutputConfig: outputConfig,
} satisfies FieldsOf<AigcImageTaskInput>);

export const createAigcImageTask = taskAction({
	action: 'CreateAigcImageTask',
	name: ({ Prompt }) => Prompt,
	fields,
	refuse: (request, account) => refusePrompt(request) ?? refuseFiles(request, account),
	task: {
		taskType: 'AigcImageTask',
		member: 'AigcImageTask',
		inputFields,
		// Whether pictures and videos of one model share places is not documented.
		model: ({ ModelName }) => `${ModelName} image`,
		mistakeIn: (request, account) => mistakeInImage(request) ?? mistakeInFiles(request, account),
		emptyOutput: { FileInfos: [] } satisfies AigcImageTaskOutput,
		succeed: output,
	},
});

function refusePrompt({ Prompt = '', FileInfos = [] }: ImageRequest): Refusal | undefined {
	return Prompt === '' && FileInfos.length === 0 ? missing('Prompt') : undefined;
}

function output(task: SucceededTask<ImageRequest>): AigcImageTaskOutput {
	const { AspectRatio = '1:1', Resolution = '1K' } = task.request.OutputConfig ?? {};
	const frame = frameOf(AspectRatio, Resolution);
	const positions = [...Array(picturesMadeBy(task.request)).keys()];
	return {
		FileInfos: positions.map((position) =>
			outputFile(task, { kind: 'image', position, frame, duration: 0 }),
		),
	};
}
