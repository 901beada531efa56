/** The fields that actions which generate files share. */
import { z } from 'zod';
import { integer, onOff, text, textUpTo } from './fields';
import { storageFields } from './outputFile';
import { taskFields } from './taskAction';

/** Of a prompt, in characters: Kling's. The service's own is not documented. */
const PROMPT_LIMIT = 2500;

export const generationFields = {
	SubAppId: integer,
	ModelName: z.string().min(1),
	ModelVersion: z.string().min(1),
	Prompt: textUpTo(PROMPT_LIMIT).optional(),
	NegativePrompt: text,
	EnhancePrompt: onOff,
	InputRegion: text,
	SceneType: text,
	Seed: integer.optional(),
	ExtInfo: text,
	...taskFields,
};

/** As DescribeTaskDetail tells them. */
export const generationInput = {
	ModelName: text,
	ModelVersion: text,
	Prompt: text,
	NegativePrompt: text,
	EnhancePrompt: text,
	GenerationMode: text,
	Seed: integer,
	SceneType: text,
};

/** Of OutputConfig. */
export const outputFields = {
	...storageFields,
	Resolution: text,
	AspectRatio: text,
	PersonGeneration: z.enum(['AllowAdult', 'Disallowed']).optional(),
	InputComplianceCheck: onOff,
	OutputComplianceCheck: onOff,
	LogoAdd: onOff,
};
