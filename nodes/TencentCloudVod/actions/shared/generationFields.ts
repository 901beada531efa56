/** The rest of a request that generates: where each field is in it, and how the form shows it. */
import type { INodeProperties } from 'n8n-workflow';

import { extraParametersField } from './extraParameters';
import { choiceField } from './modelFields';

type Kind = 'text' | 'number' | 'wholeNumber' | 'time' | 'onOff';

export interface GenerationField {
	/** In the request, e.g. `OutputConfig.Duration`. */
	path: string;
	kind: Kind;
	/** The most characters of a text. */
	maxLength?: number;
	form: INodeProperties;
}

/** What all forms of a field have. */
interface Label {
	displayName: string;
	description: string;
}

/** The API's own name in lower camel case. */
function nameOf(path: string): string {
	const name = path.slice(path.lastIndexOf('.') + 1);
	return name.charAt(0).toLowerCase() + name.slice(1);
}

export function text(path: string, label: Label, maxLength?: number): GenerationField {
	const form: INodeProperties = { ...label, name: nameOf(path), type: 'string', default: '' };
	return { path, kind: 'text', maxLength, form };
}

export function number(path: string, label: Label, preset = 0): GenerationField {
	const form: INodeProperties = { ...label, name: nameOf(path), type: 'number', default: preset };
	return { path, kind: 'wholeNumber', form };
}

/** @param preset what somebody who adds the field most likely wants */
export function onOff(path: string, label: Label, preset = 'Enabled'): GenerationField {
	const options = ['Enabled', 'Disabled'].map((value) => ({ name: value, value }));
	const form: INodeProperties = {
		...label,
		name: nameOf(path),
		type: 'options',
		options,
		default: preset,
	};
	return { path, kind: 'onOff', form };
}

/** @param choices values with what they mean; the first is the default. New ones are taken from expressions. */
export function choice(
	path: string,
	label: Label,
	choices: Record<string, string>,
): GenerationField {
	const options = Object.entries(choices).map(([value, name]) => ({ name, value }));
	const [first] = Object.keys(choices);
	const form: INodeProperties = {
		...label,
		name: nameOf(path),
		type: 'options',
		options,
		default: first,
	};
	return { path, kind: 'text', form };
}

/** What the chosen model has, to choose from. */
function ofModel(
	path: string,
	label: Label,
	searchListMethod: string,
	placeholder: string,
): GenerationField {
	const dependsOn = ['modelName.value', 'modelVersion.value'];
	const form = choiceField(
		{ ...label, name: nameOf(path) },
		searchListMethod,
		dependsOn,
		placeholder,
	);
	return { path, kind: 'text', form };
}

export const RESOLUTION = ofModel(
	'OutputConfig.Resolution',
	{
		displayName: 'Resolution',
		description: 'How large it becomes. The list follows the model; a higher one costs more.',
	},
	'searchResolutions',
	'e.g. 1080P',
);
export const ASPECT_RATIO = ofModel(
	'OutputConfig.AspectRatio',
	{
		displayName: 'Aspect Ratio',
		description: 'Width to height. With a first frame, it follows that picture.',
	},
	'searchAspectRatios',
	'e.g. 16:9',
);

export const STORED: GenerationField[] = [
	choice(
		'OutputConfig.StorageMode',
		{
			displayName: 'Storage Mode',
			description: 'Whether Tencent Cloud keeps the file. Without it, its link works for 7 days.',
		},
		{
			Permanent: 'Permanent: Stored in VOD with a FileId, and Billed as Storage',
			Temporary: 'Temporary: A Link for 7 Days',
		},
	),
	text(
		'OutputConfig.MediaName',
		{
			displayName: 'Media Name',
			description: 'How a stored file is called in the console of VOD, at most 64 characters',
		},
		64,
	),
	number('OutputConfig.ClassId', {
		displayName: 'Class ID',
		description: 'Number of the category in VOD under which a stored file is filed',
	}),
	{
		path: 'OutputConfig.ExpireTime',
		kind: 'time',
		form: {
			displayName: 'Expire Time',
			name: 'expireTime',
			type: 'dateTime',
			default: '',
			description: 'When VOD deletes a stored file. Without it the file stays.',
		},
	},
];

export const PROMPTING: GenerationField[] = [
	onOff(
		'EnhancePrompt',
		{
			displayName: 'Prompt Enhancement',
			description:
				'Whether Tencent Cloud may rewrite the prompt. Without this field it decides by itself, and users report that it does.',
		},
		'Disabled',
	),
	text('NegativePrompt', {
		displayName: 'Negative Prompt',
		description: 'What must not be seen',
	}),
	number('Seed', {
		displayName: 'Seed',
		description: 'The same number and the same input give similar results',
	}),
];

export const CHECKS: GenerationField[] = [
	choice(
		'OutputConfig.PersonGeneration',
		{ displayName: 'Person Generation', description: 'Whether people may be generated' },
		{ AllowAdult: 'Allow Adults', Disallowed: 'Disallow' },
	),
	onOff('OutputConfig.InputComplianceCheck', {
		displayName: 'Input Compliance Check',
		description: 'Whether Tencent Cloud checks the content of what it is given',
	}),
	onOff('OutputConfig.OutputComplianceCheck', {
		displayName: 'Output Compliance Check',
		description: 'Whether Tencent Cloud checks the content of what it has made',
	}),
	onOff(
		'OutputConfig.LogoAdd',
		{
			displayName: 'Logo',
			description: 'Whether a logo is put into it. Not every model can.',
		},
		'Disabled',
	),
];

export const WHERE: GenerationField[] = [
	choice(
		'InputRegion',
		{
			displayName: 'Input Region',
			description:
				'Where the links to images lead. From the wrong region, Tencent Cloud opens them slowly or not at all.',
		},
		{
			Oversea: 'Outside Mainland China',
			OverseaUSWest: 'Outside Mainland China, Western USA',
			Mainland: 'Mainland China',
		},
	),
];

export const TASK: GenerationField[] = [
	text(
		'SessionContext',
		{
			displayName: 'Session Context',
			description:
				'Comes back with the task and in its event, at most 1000 characters. To go on when the task ends, give n8n’s {{ $execution.resumeUrl }}.',
		},
		1_000,
	),
	number('TasksPriority', {
		displayName: 'Tasks Priority',
		description: 'From -10 to 10. A task with a higher number comes first.',
	}),
	text('ExtInfo', {
		displayName: 'Ext Info',
		description:
			'Parameters of the model itself, as JSON text: {"AdditionalParameters": "{…}"}. Tencent Cloud documents them by model.',
	}),
];

/** @param fields in the order in which a person thinks of them */
export function additionalFieldsOf(fields: readonly GenerationField[]): INodeProperties {
	return {
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add Field',
		// In sight from the start: without it, prompts may be rewritten.
		default: { enhancePrompt: 'Disabled' },
		options: [...fields.map(({ form }) => form), extraParametersField],
	};
}
